import { userInfo } from 'node:os';
import type { CommandIo, ExitCode } from './io.ts';
import { withState } from './with-state.ts';

/** Holds all alerts, in every process: they wait in the outbox and nothing is lost. */
export async function hold(options: { readonly reason: string }, io: CommandIo): Promise<ExitCode> {
  return withState<ExitCode>(io, async ({ state }) => {
    const before = await state.hold.current();
    if (before.kind === 'held') {
      io.stdout.write(`Alerts are held already, since ${before.since} by ${before.author}: ${before.reason}\n`);
      return 0;
    }
    await state.hold.hold({ author: authorOf(), reason: options.reason, atMs: Date.now() });
    io.stdout.write('All alerts are held; they wait in the outbox. "ceasefire-monitor release" lets them go.\n');
    return 0;
  });
}

/** Lets held alerts go, oldest first. */
export async function release(io: CommandIo): Promise<ExitCode> {
  return withState<ExitCode>(io, async ({ state }) => {
    const before = await state.hold.release();
    if (before.kind === 'open') {
      io.stdout.write('Alerts were not held.\n');
      return 0;
    }
    const channels = await state.outbox.wakeAll();
    io.stdout.write(
      `Released after a hold by ${before.author} since ${before.since} (${before.reason}); ${channels} channel${channels === 1 ? '' : 's'} had alerts waiting.\n`,
    );
    return 0;
  });
}

function authorOf(): string {
  return `${userInfo().username} on the command line`;
}
