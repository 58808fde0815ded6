import { correctByHand } from './correct.ts';
import type { CommandIo, ExitCode } from './io.ts';

/** `split`: items of an incident into one of their own by hand, or such a split taken back. */
export async function run(
  options: { readonly id: string; readonly items: readonly string[]; readonly reason: string; readonly undo?: boolean },
  io: CommandIo,
): Promise<ExitCode> {
  const correction = { kind: 'split', id: options.id, itemIds: options.items } as const;
  return correctByHand(
    {
      kind: 'split',
      ids: [options.id, ...options.items],
      correction,
      undo: options.undo === true,
      reason: options.reason,
    },
    io,
  );
}
