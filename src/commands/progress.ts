import cliProgress from 'cli-progress';
import type { CommandIo } from './io.ts';

/** Shows how far a long command is: a bar in a terminal, a plain line now and then elsewhere. Never on standard output. */
export interface Progress {
  step(done?: number): void;
  stop(): void;
}

/** Starts counting towards `total`; the bar goes to standard error so that output stays clean. */
export function startProgress(io: CommandIo, what: string, total: number): Progress {
  const isTerminal = (io.stderr as NodeJS.WriteStream).isTTY === true;
  let done = 0;
  if (isTerminal) {
    const bar = new cliProgress.SingleBar(
      {
        format: `${what} {bar} {value}/{total} · {eta_formatted} left`,
        stream: io.stderr as NodeJS.WriteStream,
        hideCursor: true,
        clearOnComplete: true,
      },
      cliProgress.Presets.shades_classic,
    );
    bar.start(total, 0);
    return {
      step(count = 1) {
        done += count;
        bar.update(done);
      },
      stop: () => bar.stop(),
    };
  }
  const every = Math.max(1, Math.ceil(total / 4));
  let told = 0;
  return {
    step(count = 1) {
      done += count;
      if (done - told >= every || done === total) {
        told = done;
        io.stderr.write(`${what}: ${done} of ${total}\n`);
      }
    },
    stop() {},
  };
}
