import { correctByHand } from './correct.ts';
import type { CommandIo, ExitCode } from './io.ts';

/** `withdraw`: the alert of an incident taken back by hand and struck through wherever it stands, or such a withdrawal taken back. */
export async function run(
  options: { readonly id: string; readonly reason: string; readonly undo?: boolean },
  io: CommandIo,
): Promise<ExitCode> {
  const { id, reason } = options;
  const correction = { kind: 'withdraw', id } as const;
  return correctByHand({ kind: 'withdraw', ids: [id], correction, undo: options.undo === true, reason }, io);
}
