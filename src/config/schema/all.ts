import type { z } from 'zod';
import { feedsFile, outletsFile } from './feeds.ts';
import { partiesFile, placesFile, weaponsFile } from './gazetteer.ts';
import { languagesFile, lexiconFile } from './lexicon.ts';
import { routesFile } from './routes.ts';
import { samplesFile } from './samples.ts';
import { monitorFile } from './settings.ts';
import { subjectsFile } from './subjects.ts';

/** Every kind of configuration file: its name, where it stands in the folder, its schema, what it is for. */
export const CONFIG_FILES: readonly {
  readonly name: string;
  readonly path: string;
  readonly schema: z.ZodType;
  readonly purpose: string;
}[] = [
  {
    name: 'monitor',
    path: 'monitor.yaml',
    schema: monitorFile,
    purpose: 'Times, limits and thresholds, room by room. Every key has a default.',
  },
  { name: 'feeds', path: 'feeds.yaml', schema: feedsFile, purpose: 'What is read, from where, how often.' },
  {
    name: 'outlets',
    path: 'outlets.yaml',
    schema: outletsFile,
    purpose: 'Who publishes: country, side, owner, alignment.',
  },
  { name: 'routes', path: 'routes.yaml', schema: routesFile, purpose: 'Which alerts go to which channels.' },
  {
    name: 'parties',
    path: 'parties.yaml',
    schema: partiesFile,
    purpose: 'Who acts and speaks; the two sides of the conflict.',
  },
  {
    name: 'places',
    path: 'places.yaml',
    schema: placesFile,
    purpose: 'The gazetteer: places under both names, with their forms in each language.',
  },
  { name: 'weapons', path: 'weapons.yaml', schema: weaponsFile, purpose: 'Weapon classes and their words.' },
  {
    name: 'subjects',
    path: 'subjects.yaml',
    schema: subjectsFile,
    purpose: 'What humanitarian and talks incidents are about, so that two of one day stay apart.',
  },
  { name: 'lexicon', path: 'lexicon/<language>.yaml', schema: lexiconFile, purpose: 'The cues of one language.' },
  {
    name: 'languages',
    path: 'lexicon/languages.yaml',
    schema: languagesFile,
    purpose: 'How languages are told apart.',
  },
  {
    name: 'samples',
    path: 'samples/*.yaml',
    schema: samplesFile,
    purpose: "Operators' own headlines with the label they must get.",
  },
];
