import { type ConfigFiles, readConfigFiles } from './files.ts';
import type { Problem } from './problem.ts';
import { rememberChecked, rememberedConfig } from './remembered.ts';
import type { FeedsFile, OutletsFile } from './schema/feeds.ts';
import type { PartiesFile, PlacesFile, WeaponsFile } from './schema/gazetteer.ts';
import type { LanguagesFile, LexiconFile } from './schema/lexicon.ts';
import type { RoutesFile } from './schema/routes.ts';
import type { SamplesFile } from './schema/samples.ts';
import type { SecondOpinionFile } from './schema/second-opinion.ts';
import type { Settings } from './schema/settings.ts';
import type { SubjectsFile } from './schema/subjects.ts';

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
  readonly secondOpinion?: SecondOpinionFile;
  readonly lexica: readonly LexiconFile[];
  readonly samples: readonly (SamplesFile['samples'][number] & { readonly file: string })[];
}

export type LoadedConfig =
  | { readonly kind: 'ok'; readonly config: Config }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

/** Reads and checks a configuration folder. All problems come back at once; nothing is thrown for bad files. */
export async function loadConfig(dir: string): Promise<LoadedConfig> {
  return check(await readConfigFiles(dir));
}

/**
 * As `loadConfig`, for commands that end soon: what was found right before under the same bytes is taken from
 * `memoryDir`, a folder of the user's own. Reading and checking a megabyte of YAML anew takes longer than the command.
 */
export async function loadConfigAgain(dir: string, memoryDir: string): Promise<LoadedConfig> {
  const files = await readConfigFiles(dir);
  const remembered = await rememberedConfig(memoryDir, files);
  if (remembered !== undefined) return { kind: 'ok', config: deepFreeze(remembered) };
  const loaded = await check(files);
  if (loaded.kind === 'ok') await rememberChecked(memoryDir, files, loaded.config);
  return loaded;
}

/** The schemas are loaded only here: building them takes a third of a short command's time. */
async function check(files: ConfigFiles): Promise<LoadedConfig> {
  const { checkConfigFiles } = await import('./checked.ts');
  const loaded = checkConfigFiles(files);
  return loaded.kind === 'ok' ? { kind: 'ok', config: deepFreeze(loaded.config) } : loaded;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
