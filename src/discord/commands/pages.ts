import { fill } from '../../words/words.ts';
import { LIMITS } from '../limits.ts';
import type { ActionRow } from '../message-body.ts';
import { plainText } from '../render/safe-text.ts';
import { type Ask, speech } from './ask.ts';

/** A page's place in its list, and the buttons to the pages beside it. Without buttons when the question does not fit into a button's id. */
export function pageFooter(ask: Ask, pages: number): { readonly text: string; readonly rows: readonly ActionRow[] } {
  const { words, say } = speech(ask);
  const text = fill(say.page, { n: words.number(ask.page + 1), total: words.number(Math.max(1, pages)) }, ask.language);
  const previous = pageId(ask, ask.page - 1);
  const next = pageId(ask, ask.page + 1);
  if (pages <= 1 || previous.length > LIMITS.customId || next.length > LIMITS.customId) return { text, rows: [] };
  const button = (label: string, id: string, isOff: boolean) =>
    ({ type: 2, style: 2, label: plainText(label, LIMITS.buttonLabel), custom_id: id, disabled: isOff }) as const;
  const row: ActionRow = {
    type: 1,
    components: [button(say.previous, previous, ask.page === 0), button(say.next, next, ask.page + 1 >= pages)],
  };
  return { text, rows: [row] };
}

/** `page|latest|2|label=clash`: everything that is needed to ask again. */
function pageId(ask: Ask, page: number): string {
  const options = new URLSearchParams();
  // Numbers carry a sign, so that they are numbers again when read back.
  for (const [name, value] of Object.entries(ask.options))
    options.set(name, typeof value === 'number' ? `#${value}` : String(value));
  options.delete('share');
  return `page|${ask.command}|${page}|${options.toString()}`;
}

/** Reads a page button's id back. */
export function readPageId(customId: string): Pick<Ask, 'command' | 'page' | 'options'> | undefined {
  const [kind, command = '', page = '', ...query] = customId.split('|');
  if (kind !== 'page' || command === '') return undefined;
  const options: Record<string, string | number> = {};
  for (const [name, value] of new URLSearchParams(query.join('|'))) {
    options[name] = value.startsWith('#') ? Number(value.slice(1)) : value;
  }
  return { command, page: Math.max(0, Number.parseInt(page, 10) || 0), options };
}
