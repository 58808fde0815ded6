import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { crossCheck } from './cross-check.ts';
import { type FeedsFile, feedsFile, type OutletsFile, outletsFile } from './schema/feeds.ts';
import {
  type PartiesFile,
  type PlacesFile,
  partiesFile,
  placesFile,
  type WeaponsFile,
  weaponsFile,
} from './schema/gazetteer.ts';
import { type LanguagesFile, type LexiconFile, languagesFile, lexiconFile } from './schema/lexicon.ts';
import { type RoutesFile, routesFile } from './schema/routes.ts';
import { type SamplesFile, samplesFile } from './schema/samples.ts';
import { monitorFile, type Settings } from './schema/settings.ts';
import { type SubjectsFile, subjectsFile } from './schema/subjects.ts';
import { type Problem, parseYamlFile } from './yaml-file.ts';

/** Everything operators may turn: read once, checked whole, frozen, passed down. */
export interface Config {
  /** Folder it was read from, as given. */
  readonly dir: string;
  /** First 12 hex digits of a hash over all files: changes when any byte does. */
  readonly version: string;
  readonly settings: Settings;
  readonly feeds: FeedsFile['feeds'];
  readonly outlets: OutletsFile['outlets'];
  readonly routes: RoutesFile['routes'];
  readonly parties: PartiesFile;
  readonly places: PlacesFile;
  readonly weapons: WeaponsFile;
  readonly subjects: SubjectsFile;
  readonly languages: LanguagesFile;
  readonly lexica: readonly LexiconFile[];
  readonly samples: readonly (SamplesFile['samples'][number] & { readonly file: string })[];
}

export type LoadedConfig =
  | { readonly kind: 'ok'; readonly config: Config }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

/** Reads and checks a configuration folder. All problems come back at once; nothing is thrown for bad files. */
export async function loadConfig(dir: string): Promise<LoadedConfig> {
  const problems: Problem[] = [];
  const hash = createHash('sha256');

  async function read<S extends z.ZodType>(
    name: string,
    schema: S,
    whenAbsent: 'required' | 'optional',
  ): Promise<z.output<S> | undefined> {
    const file = join(dir, name);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' && whenAbsent === 'optional') text = '';
      else {
        const why =
          code === 'ENOENT'
            ? 'the file is missing; restore it, or point CONFIG_DIR at a complete folder'
            : `cannot be read (${code})`;
        problems.push({ file, line: 1, column: 1, key: '', message: why });
        return undefined;
      }
    }
    hash.update(name).update('\0').update(text).update('\0');
    const parsed = parseYamlFile(file, text, schema);
    if (parsed.kind === 'ok') return parsed.value;
    problems.push(...parsed.problems);
    return undefined;
  }

  const settings = await read('monitor.yaml', monitorFile, 'optional');
  const feeds = await read('feeds.yaml', feedsFile, 'required');
  const outlets = await read('outlets.yaml', outletsFile, 'required');
  const routes = await read('routes.yaml', routesFile, 'optional').then((file) => file ?? { routes: [] });
  const parties = await read('parties.yaml', partiesFile, 'required');
  const places = await read('places.yaml', placesFile, 'required');
  const weapons = await read('weapons.yaml', weaponsFile, 'required');
  const subjects = await read('subjects.yaml', subjectsFile, 'optional').then((file) => file ?? { subjects: {} });
  const languages = await read('lexicon/languages.yaml', languagesFile, 'required');
  const lexica: LexiconFile[] = [];
  for (const name of await yamlFiles(join(dir, 'lexicon'))) {
    if (name === 'languages.yaml') continue;
    const lexicon = await read(`lexicon/${name}`, lexiconFile, 'required');
    if (lexicon !== undefined) lexica.push(lexicon);
  }
  const samples: Config['samples'][number][] = [];
  for (const name of await yamlFiles(join(dir, 'samples'))) {
    const file = await read(`samples/${name}`, samplesFile, 'required');
    for (const sample of file?.samples ?? []) samples.push({ ...sample, file: join(dir, 'samples', name) });
  }

  if (problems.length > 0 || !settings || !feeds || !outlets || !parties || !places || !weapons || !languages) {
    return { kind: 'invalid', problems };
  }
  const config: Config = {
    dir,
    version: hash.digest('hex').slice(0, 12),
    settings,
    feeds: feeds.feeds,
    outlets: outlets.outlets,
    routes: routes.routes,
    parties,
    places,
    weapons,
    subjects,
    languages,
    lexica,
    samples,
  };
  const crossProblems = crossCheck(config);
  return crossProblems.length > 0
    ? { kind: 'invalid', problems: crossProblems }
    : { kind: 'ok', config: deepFreeze(config) };
}

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

async function yamlFiles(dir: string): Promise<string[]> {
  try {
    return (await readdir(dir)).filter((name) => /\.ya?ml$/.test(name)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
