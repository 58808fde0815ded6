import { readConfigFile } from './files.ts';
import { parseConfigFile } from './parse-config-file.ts';
import type { Problem } from './problem.ts';
import { type LanguagesFile, languagesFile } from './schema/lexicon.ts';
import { monitorFile, type Settings } from './schema/settings.ts';

/** The two files that telling languages apart needs; the gazetteer and the lexica stay unread. */
export async function loadLanguageConfig(
  dir: string,
): Promise<
  | { readonly kind: 'ok'; readonly languages: LanguagesFile; readonly settings: Settings }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
> {
  const languages = parseConfigFile(dir, await readConfigFile(dir, 'lexicon/languages.yaml'), languagesFile);
  const settings = parseConfigFile(dir, await readConfigFile(dir, 'monitor.yaml'), monitorFile);
  if (languages.kind === 'ok' && settings.kind === 'ok')
    return { kind: 'ok', languages: languages.value, settings: settings.value };
  return { kind: 'invalid', problems: [languages, settings].flatMap((one) => (one.kind === 'ok' ? [] : one.problems)) };
}
