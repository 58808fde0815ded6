/** The eight languages the monitor understands: a lexicon, an interface catalogue and place names exist in each. */
export const LANGUAGES = ['hy', 'az', 'ru', 'en', 'tr', 'ka', 'fa', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** BCP 47 tag as the detector prints it: one of ours, `de` or another known language by its own tag, `und` where nothing can be said. */
export type LanguageTag = string;

/** True for a tag with a lexicon of its own. */
export function isLanguage(tag: string): tag is Language {
  return (LANGUAGES as readonly string[]).includes(tag);
}

/** Text in each of our languages; English always stands, as the fall-back. */
export type Localised = Readonly<Partial<Record<Language, string>> & { en: string }>;
