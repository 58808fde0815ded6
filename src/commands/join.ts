import { correctByHand } from './correct.ts';
import type { CommandIo, ExitCode } from './io.ts';

/** `join`: one incident into another by hand, or such a join taken back. */
export async function run(
  options: { readonly a: string; readonly b: string; readonly reason: string; readonly undo?: boolean },
  io: CommandIo,
): Promise<ExitCode> {
  const correction = { kind: 'join', keptId: options.a, otherId: options.b } as const;
  return correctByHand(
    { kind: 'join', ids: [options.a, options.b], correction, undo: options.undo === true, reason: options.reason },
    io,
  );
}
