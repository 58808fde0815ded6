import { join } from 'node:path';
import type { z } from 'zod';
import { type CrossFault, crossCheck } from './cross-check.ts';
import type { ConfigFiles } from './files.ts';
import type { Config, LoadedConfig } from './load.ts';
import { parseConfigFile } from './parse-config-file.ts';
import type { Problem } from './problem.ts';
import { feedsFile, outletsFile } from './schema/feeds.ts';
import { partiesFile, placesFile, weaponsFile } from './schema/gazetteer.ts';
import { type LexiconFile, languagesFile, lexiconFile } from './schema/lexicon.ts';
import { routesFile } from './schema/routes.ts';
import { samplesFile } from './schema/samples.ts';
import { secondOpinionFile } from './schema/second-opinion.ts';
import { monitorFile } from './schema/settings.ts';
import { subjectsFile } from './schema/subjects.ts';
import { placesInYaml } from './yaml-file.ts';

/** Understands and checks the files of a configuration folder. All problems come back at once; nothing is thrown for bad files. */
export function checkConfigFiles({ dir, digest, files }: ConfigFiles): LoadedConfig {
  const problems: Problem[] = [];
  if (files.every(({ text }) => text === '')) {
    const message = 'there is no configuration here; point CONFIG_DIR at a folder such as config/';
    return { kind: 'invalid', problems: [{ file: dir, line: 1, column: 1, key: '', message }] };
  }

  function read<S extends z.ZodType>(name: string, schema: S): z.output<S> | undefined {
    const file = files.find((one) => one.name === name);
    if (file === undefined) return undefined;
    const parsed = parseConfigFile(dir, file, schema);
    if (parsed.kind === 'ok') return parsed.value;
    problems.push(...parsed.problems);
    return undefined;
  }
  const placesByFile = new Map<string, ReturnType<typeof placesInYaml>>();
  function placed({ file, path, message }: CrossFault): Problem {
    const text = files.find(({ name }) => name === file)?.text ?? '';
    const placeOf = placesByFile.get(file) ?? placesInYaml(join(dir, file), text);
    placesByFile.set(file, placeOf);
    return { ...placeOf(path), key: path.join('.'), message };
  }
  const namesIn = (folder: string) => files.map(({ name }) => name).filter((name) => name.startsWith(`${folder}/`));

  const settings = read('monitor.yaml', monitorFile);
  const feeds = read('feeds.yaml', feedsFile);
  const outlets = read('outlets.yaml', outletsFile);
  const routes = read('routes.yaml', routesFile) ?? { routes: [] };
  const parties = read('parties.yaml', partiesFile);
  const places = read('places.yaml', placesFile);
  const weapons = read('weapons.yaml', weaponsFile);
  const subjects = read('subjects.yaml', subjectsFile) ?? { subjects: {} };
  const languages = read('lexicon/languages.yaml', languagesFile);
  const hasOpinion = files.some(({ name, text }) => name === 'second-opinion.json' && text !== '');
  const secondOpinion = hasOpinion ? read('second-opinion.json', secondOpinionFile) : undefined;
  const lexica: LexiconFile[] = [];
  for (const name of namesIn('lexicon')) {
    if (name === 'lexicon/languages.yaml') continue;
    const lexicon = read(name, lexiconFile);
    if (lexicon !== undefined) lexica.push(lexicon);
  }
  const samples: Config['samples'][number][] = [];
  for (const name of namesIn('samples')) {
    for (const sample of read(name, samplesFile)?.samples ?? []) samples.push({ ...sample, file: join(dir, name) });
  }

  if (problems.length > 0 || !settings || !feeds || !outlets || !parties || !places || !weapons || !languages) {
    return { kind: 'invalid', problems };
  }
  const config: Config = {
    dir,
    version: digest.slice(0, 12),
    settings,
    feeds: feeds.feeds,
    outlets: outlets.outlets,
    routes: routes.routes,
    parties,
    places,
    weapons,
    subjects,
    languages,
    ...(secondOpinion === undefined ? {} : { secondOpinion }),
    lexica,
    samples,
  };
  const faults = crossCheck(config);
  return faults.length > 0 ? { kind: 'invalid', problems: faults.map(placed) } : { kind: 'ok', config };
}
