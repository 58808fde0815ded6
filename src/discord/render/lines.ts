import { LIMITS } from '../limits.ts';
import type { Embed, EmbedField } from '../message-body.ts';

/** As many whole lines as fit, `…` in place of the rest: a line is never cut in its markup. */
export function fitLines(lines: readonly string[], max: number): string {
  let text = '';
  for (const line of lines) {
    const next = text === '' ? line : `${text}\n${line}`;
    if (next.length > max - 2) return text === '' ? '…' : `${text}\n…`;
    text = next;
  }
  return text;
}

/** An embed under construction that cannot outgrow Discord's limits: what no longer fits is left out, least important last. */
export interface EmbedDraft {
  /** `value`: whole lines of safe text. Empty ones, and those that no longer fit, are left out. */
  readonly field: (name: string, lines: readonly string[], max: number, inline?: boolean) => void;
  readonly finish: () => Embed;
}

/** Starts an embed; the given parts must be within their own limits. */
export function draftEmbed(start: Omit<Embed, 'fields'>): EmbedDraft {
  const fields: EmbedField[] = [];
  let left =
    LIMITS.embedTotal -
    (start.title?.length ?? 0) -
    (start.description?.length ?? 0) -
    (start.author?.name.length ?? 0) -
    (start.footer?.text.length ?? 0);
  return {
    field: (name, lines, max, inline) => {
      const room = Math.min(max, LIMITS.fieldValue, left - name.length);
      if (lines.length === 0 || room < 20 || fields.length === LIMITS.embedFields) return;
      const value = fitLines(lines, room);
      left -= name.length + value.length;
      fields.push({ name, value, ...(inline === true ? { inline } : {}) });
    },
    finish: () => (fields.length === 0 ? start : { ...start, fields }),
  };
}
