import { z } from 'zod';
import { LANGUAGES } from '../../domain/language.ts';

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration such as `30s`, `5m`, `2h` or `90d`; read as milliseconds. */
export const duration = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)$/, 'expected a duration such as 30s, 5m, 2h or 90d')
  .transform((text) => {
    const unit = text.replace(/^\d+/, '') as keyof typeof UNITS;
    return Number.parseInt(text, 10) * UNITS[unit];
  });

export const share = z.number().min(0).max(1);
export const language = z.enum(LANGUAGES);
export const partyCode = z.string().regex(/^[A-Z]{2,5}$/, 'expected a party code such as ARM (2 to 5 capital letters)');
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected an id of small letters, digits and hyphens');
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 08:30');
export const timeZone = z.string().refine(isTimeZone, 'expected an IANA time zone such as Asia/Yerevan');
export const webAddress = z
  .string()
  .refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), 'expected an http(s) address');

/** Plain text in each language; English must stand. */
export const localised = z
  .strictObject({
    en: z.string().min(1),
    hy: z.string(),
    az: z.string(),
    ru: z.string(),
    tr: z.string(),
    ka: z.string(),
    fa: z.string(),
    fr: z.string(),
  })
  .partial({ hy: true, az: true, ru: true, tr: true, ka: true, fa: true, fr: true });

/**
 * A pattern: folded tokens; a space means the next token, `a ..3 b` within three tokens in this order, `=word` the exact token, `*` at the end any ending.
 * Never a regular expression.
 */
export const pattern = z.string().superRefine((text, context) => {
  const fault = faultOfPattern(text);
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
});

// Checked twenty thousand times at every start: one pass, cheapest questions first.
const NO_SYNTAX = /[\\^$|()[\]{}+?]/;
const LETTER = /[\p{L}\p{N}]/u;

function faultOfPattern(text: string): string | undefined {
  if (text === '') return 'write a word, or remove the pattern';
  if (text.trim() !== text) return 'remove the blanks around the pattern';
  if (NO_SYNTAX.test(text)) return 'patterns are words, not regular expressions: only *, = and ..N have a meaning';
  if (text.includes('*') && /\*[^\s*]/.test(text.replace(/(^|\s)\*/g, '$1')))
    return '* may stand only at the end of a word, or at both ends';
  if (text.includes('..') && /^\.\.\d|\.\.\d+$/.test(text)) return 'a pattern cannot begin or end with ..N';
  const words = text.includes(' ') ? text.split(/\s+/) : [text];
  return words.every((word) => LETTER.test(word)) ? undefined : 'each word of a pattern needs letters';
}

/** Patterns by language. */
export const forms = z.partialRecord(z.enum([...LANGUAGES, 'any']), z.array(pattern));

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
