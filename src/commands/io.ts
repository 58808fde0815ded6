/** What a command may touch: given by `cli.ts`, replaced by tests. */
export interface CommandIo {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
}

/** 0 done, 1 bad data or a failed check, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;
