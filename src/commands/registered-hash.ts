import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RegisteredHash } from '../discord/register.ts';

/** Keeps in the data folder what was registered for a bot. */
export function fileRegisteredHash(dataDir: string, botId: string): RegisteredHash {
  const file = join(dataDir, `commands-${botId}.hash`);
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
