import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ConfigFiles } from './files.ts';
import type { Config } from './load.ts';

/** Folders whose configuration is remembered at once; the one longest unused goes first. */
const MOST_REMEMBERED = 4;
const RULE_FOLDERS = ['../config', '../config/schema', '../domain'];

/** The configuration that was found right under exactly these bytes and these rules; `undefined` = check it anew. */
export async function rememberedConfig(memoryDir: string, files: ConfigFiles): Promise<Config | undefined> {
  try {
    if (!(await isOurs(memoryDir))) return undefined;
    const [key, text] = splitOnce(await readFile(fileOf(memoryDir, files), 'utf8'));
    return key === (await keyOf(files)) ? (JSON.parse(text) as Config) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a checked configuration for the next command. A folder that cannot be written is no fault: the next one checks anew. */
export async function rememberChecked(memoryDir: string, files: ConfigFiles, config: Config): Promise<void> {
  try {
    await mkdir(memoryDir, { recursive: true, mode: 0o700 });
    if (!(await isOurs(memoryDir))) return;
    const file = fileOf(memoryDir, files);
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, `${await keyOf(files)}\n${JSON.stringify(config)}`, { mode: 0o600 });
    await rename(draft, file);
    await forgetOldest(memoryDir);
  } catch {}
}

function fileOf(memoryDir: string, { dir }: ConfigFiles): string {
  return join(memoryDir, createHash('sha256').update(resolve(dir)).digest('hex').slice(0, 16));
}

/** What the answer depends on: the files' bytes, the folder's name as given, and the rules that checked them. */
async function keyOf({ dir, digest }: ConfigFiles): Promise<string> {
  const hash = createHash('sha256').update(dir).update('\0').update(digest);
  hash.update(await readFile(new URL('../../package.json', import.meta.url)));
  for (const folder of RULE_FOLDERS) {
    const url = new URL(`${folder}/`, import.meta.url);
    const names = (await readdir(url)).filter((name) => name.endsWith('.ts')).sort();
    for (const text of await Promise.all(names.map((name) => readFile(new URL(name, url))))) hash.update(text);
  }
  return hash.digest('hex');
}

/** What another user wrote is not read: it would set what we post. */
async function isOurs(folder: string): Promise<boolean> {
  return (await stat(folder)).uid === process.getuid?.();
}

async function forgetOldest(memoryDir: string): Promise<void> {
  const ages = await Promise.all(
    (await readdir(memoryDir)).map(async (name) => ({ name, at: (await stat(join(memoryDir, name))).mtimeMs })),
  );
  const old = ages.sort((a, b) => b.at - a.at).slice(MOST_REMEMBERED);
  for (const { name } of old) await rm(join(memoryDir, name), { force: true });
}

function splitOnce(text: string): [string, string] {
  const end = text.indexOf('\n');
  return [text.slice(0, end), text.slice(end + 1)];
}
