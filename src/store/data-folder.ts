import { readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Who uses a data folder. */
export interface FolderOwner {
  readonly pid: number;
}

const OWNER_FILE = 'owner.pid';

/** `undefined`: nobody is noted. */
export async function readOwner(dir: string): Promise<FolderOwner | undefined> {
  const text = await readFile(join(dir, OWNER_FILE), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isSafeInteger(pid) && pid > 0 ? { pid } : undefined;
}

/** Notes this process as the owner; only whoever holds the lock may. */
export async function claimFolder(dir: string): Promise<void> {
  const draft = join(dir, `${OWNER_FILE}.${process.pid}`);
  await writeFile(draft, `${process.pid}\n`);
  await rename(draft, join(dir, OWNER_FILE));
}

/** Takes the note away, if it is still ours. */
export async function releaseFolder(dir: string): Promise<void> {
  if ((await readOwner(dir))?.pid === process.pid) await rm(join(dir, OWNER_FILE), { force: true });
}

/** Whether a process of that number runs; also one of another user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** In a container without an init process nobody takes note of the dead: they keep their number. Source: proc_pid_stat(5). */
function isZombie(pid: number): boolean {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^[ZX]/.test(line.slice(line.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}
