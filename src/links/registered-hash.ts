import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RegisteredHash } from '../discord/register.ts';
import { botIdOf } from '../discord/send.ts';

/** Keeps in the data folder what was registered for a bot; `key` as `registrationKey` gives it. */
export function fileRegisteredHash(dataDir: string, key: string): RegisteredHash {
  const file = join(dataDir, `commands-${key}.hash`);
  return {
    get: async () => {
      try {
        return (await readFile(file, 'utf8')).trim();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    set: async (hash) => {
      await mkdir(dataDir, { recursive: true });
      // Renamed, so that a crash leaves the old file or the new one.
      await writeFile(`${file}.new`, `${hash}\n`);
      await rename(`${file}.new`, file);
    },
  };
}

/** Tells bots apart in file names: the bot's id, or where the token does not say it a fingerprint that does not give the token away. */
export function registrationKey(token: string): string {
  return botIdOf(token) ?? createHash('sha256').update(`commands of ${token}`).digest('hex').slice(0, 16);
}
