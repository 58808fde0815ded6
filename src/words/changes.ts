import type { Change, Status } from '../domain/incident.ts';
import type { CasualtyKind } from '../domain/report.ts';
import type { CardNames } from './card-types.ts';
import { partyName } from './naming.ts';
import type { Words } from './words.ts';

/**
 * What changed, in the reader's words. The detail of a change is language-neutral (`claimed->denied`, `ARM killed 0->1`);
 * one that cannot be read is told by its kind alone.
 */
export function changeText(change: Change, names: CardNames, words: Words): string {
  const kind = words.text.change[change.kind];
  const detail = detailOf(change, names, words);
  return detail === '' ? kind : `${kind}${words.marks.colon}${detail}`;
}

function detailOf(change: Change, names: CardNames, words: Words): string {
  const { text } = words;
  // The kind says it all.
  if (change.kind === 'confirmation' || change.kind === 'retraction' || change.kind === 'truceCollapse') return '';
  const status = /^(\w+)\s*->\s*(\w+)$/.exec(change.detail);
  if (status !== null) {
    const [before = '', after = ''] = [status[1], status[2]];
    for (const table of [text.status, text.talks, text.ceasefire] as Readonly<Record<string, string>>[]) {
      if (Object.hasOwn(table, after)) return `${table[before] ?? before}${words.marks.arrow}${table[after as Status]}`;
    }
    if (change.kind === 'severity') {
      const levels = text.severity as readonly string[];
      const [from, to] = [levels[Number(before)], levels[Number(after)]];
      if (from !== undefined && to !== undefined) return `${from}${words.marks.arrow}${to}`;
    }
  }
  const losses = change.detail.split(/\s*[,;]\s*/).map((part) => lossDetail(part, names, words));
  return losses.some((loss) => loss === undefined) ? '' : losses.join('; ');
}

function lossDetail(detail: string, names: CardNames, words: Words): string | undefined {
  const match = /^(\w+) (?:civilians? )?(killed|wounded|captured|missing) (\S+?)\s*->\s*(\S+)$/.exec(detail);
  if (match === null) return undefined;
  const [, side = '', kind = '', before = '', after = ''] = match;
  const name = side === 'unknown' ? words.text.side.unknown : partyName(side, names, words.language);
  const value = Number.parseInt(after, 10);
  if (Number.isNaN(value)) return undefined;
  const now = words
    .plural(words.text.casualty[kind as CasualtyKind], value)
    .replace(words.number(value), () => numeral(after, words));
  return `${name}${words.marks.colon}${numeral(before, words)}${words.marks.arrow}${now}`;
}

/** `2-5` or `12+` in the digits of the language. */
function numeral(range: string, words: Words): string {
  return range.replace(/\d{1,15}/g, (digits) => words.number(Number.parseInt(digits, 10)));
}
