const ADVICE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder; check the path',
  EISDIR: 'this is a folder; name a file',
  ENOTDIR: 'is a file, or lies below one; name a folder',
  EACCES: 'may not be opened; check its permissions, and who runs this command',
  EPERM: 'may not be opened; check its permissions, and who runs this command',
  ENOSPC: 'the disk is full; make room and try again',
};

/** What an error says to somebody who typed a command: for a file that cannot be opened, its path and what to do. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code = '', path } = error as NodeJS.ErrnoException;
  const advice = ADVICE[code];
  if (advice === undefined) return error.message;
  return path === undefined ? `${advice} (${error.message})` : `${path}: ${advice}`;
}
