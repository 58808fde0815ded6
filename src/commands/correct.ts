import { userInfo } from 'node:os';
import { createDesk } from '../desk.ts';
import type { Author } from '../incidents/manual.ts';
import { type Correction, correct, correctionPorts, operationToUndo } from '../moderation/corrections.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { withState } from './with-state.ts';

/** Operations looked through for the one to undo. */
const LOOK_BACK = 500;

/** Runs one correction by hand and says what it did; with `undo`, takes the latest one of that kind on these incidents back. */
export async function correctByHand(
  order: {
    readonly kind: 'join' | 'split' | 'withdraw';
    readonly ids: readonly string[];
    readonly correction: Correction;
    readonly undo: boolean;
    readonly reason: string;
  },
  io: CommandIo,
): Promise<ExitCode> {
  const author: Author = {
    by: `command line (${userInfo().username})`,
    reason: order.reason,
    at: new Date().toISOString(),
  };
  return withState<ExitCode>(io, async (runtime, config) => {
    const desk = createDesk(config);
    let { correction } = order;
    if (order.undo) {
      const operation = operationToUndo(await runtime.state.incidents.operations(LOOK_BACK), order.kind, order.ids);
      if (operation === undefined) {
        io.stderr.write(`no ${order.kind} of ${order.ids.join(', ')} is left to undo\n`);
        return 1;
      }
      correction = { kind: 'undo', operationId: operation.id };
    }
    const result = await correct(correction, author, desk, correctionPorts(runtime.state, desk), Date.now());
    if (result.kind === 'refused') {
      io.stderr.write(`${result.reason}; nothing was changed\n`);
      return 1;
    }
    io.stdout.write(`${result.detail}\n`);
    return 0;
  });
}
