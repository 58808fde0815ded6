import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The bytes of a configuration folder, before anything is understood. */
export interface ConfigFiles {
  readonly dir: string;
  /** SHA-256 in hex over names and texts: changes when any byte does. */
  readonly digest: string;
  readonly files: readonly ConfigFile[];
}

export interface ConfigFile {
  /** Inside the folder: `lexicon/hy.yaml`. */
  readonly name: string;
  readonly text: string;
  /** Why there is no text, for the reader of the message. */
  readonly unreadable?: string;
}

const REQUIRED = [
  'feeds.yaml',
  'outlets.yaml',
  'parties.yaml',
  'places.yaml',
  'weapons.yaml',
  'lexicon/languages.yaml',
];
const OPTIONAL = ['monitor.yaml', 'routes.yaml', 'subjects.yaml', 'second-opinion.json'];
const FOLDERS = ['lexicon', 'samples'];

/** Reads the files of a configuration folder, in a fixed order; an optional file that is absent counts as empty. */
export async function readConfigFiles(dir: string): Promise<ConfigFiles> {
  const found = (await Promise.all(FOLDERS.map((folder) => yamlFiles(dir, folder)))).flat();
  const names = [...new Set([...REQUIRED, ...OPTIONAL, ...found])].sort();
  const files = await Promise.all(names.map((name) => readConfigFile(dir, name)));
  const hash = createHash('sha256');
  for (const { name, text } of files) hash.update(name).update('\0').update(text).update('\0');
  return { dir, digest: hash.digest('hex'), files };
}

/** One file of a configuration folder; an optional one that is absent counts as empty. */
export async function readConfigFile(dir: string, name: string): Promise<ConfigFile> {
  try {
    return { name, text: await readFile(join(dir, name), 'utf8') };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' && OPTIONAL.includes(name)) return { name, text: '' };
    const unreadable =
      code === 'ENOENT'
        ? 'the file is missing; restore it, or point CONFIG_DIR at a complete folder'
        : `cannot be read (${code})`;
    return { name, text: '', unreadable };
  }
}

async function yamlFiles(dir: string, folder: string): Promise<string[]> {
  try {
    return (await readdir(join(dir, folder)))
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => `${folder}/${name}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
