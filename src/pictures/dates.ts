import type { Language } from '../domain/language.ts';

const FORMATS = new Map<Language, Intl.DateTimeFormat>();

/** A day without its year: `21 Nov`. UTC. */
export function shortDay(day: string, language: Language): string {
  const known = FORMATS.get(language);
  const format = known ?? new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  FORMATS.set(language, format);
  const at = new Date(`${day.slice(0, 10)}T12:00:00Z`);
  return Number.isNaN(at.getTime()) ? day : format.format(at);
}
