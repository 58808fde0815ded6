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
export const pattern = z
  .string()
  .min(1)
  .refine((text) => text.trim() === text, 'remove the blanks around the pattern')
  .refine(
    (text) => !/[\\^$|()[\]{}+?]/.test(text),
    'patterns are words, not regular expressions: only *, = and ..N have a meaning',
  )
  .refine(
    (text) => !/\*[^\s*]/.test(text.replace(/(^|\s)\*/g, '$1')),
    '* may stand only at the end of a word, or at both ends',
  )
  .refine((text) => !/^\.\.\d|\.\.\d+$/.test(text), 'a pattern cannot begin or end with ..N')
  .refine(
    (text) => text.split(/\s+/).every((word) => /[\p{L}\p{N}]/u.test(word)),
    'each word of a pattern needs letters',
  );

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
