import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from './problem.ts';
import { type LanguagesFile, languagesFile } from './schema/lexicon.ts';
import { monitorFile, type Settings } from './schema/settings.ts';
import { parseYamlFile } from './yaml-file.ts';

/** The two files that telling languages apart needs; the gazetteer and the lexica stay unread. */
export async function loadLanguageConfig(
  dir: string,
): Promise<
  | { readonly kind: 'ok'; readonly languages: LanguagesFile; readonly settings: Settings }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
> {
  const read = async (name: string) => readFile(join(dir, name), 'utf8').catch(() => '');
  const languages = parseYamlFile(
    join(dir, 'lexicon/languages.yaml'),
    await read('lexicon/languages.yaml'),
    languagesFile,
  );
  const settings = parseYamlFile(join(dir, 'monitor.yaml'), await read('monitor.yaml'), monitorFile);
  if (languages.kind === 'ok' && settings.kind === 'ok')
    return { kind: 'ok', languages: languages.value, settings: settings.value };
  return { kind: 'invalid', problems: [languages, settings].flatMap((one) => (one.kind === 'ok' ? [] : one.problems)) };
}
