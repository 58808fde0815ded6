import { Worker } from 'node:worker_threads';
import type { Plot } from './plot.ts';
import type { DrawAnswer } from './render-worker.ts';

/** A PNG, or why there is none. */
export type Picture =
  | { readonly kind: 'png'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly reason: 'timeout' | 'busy' | 'failed' | 'closed'; readonly message: string };

export interface RenderPoolOptions {
  /** Time for one picture, milliseconds; a thread that needs more is ended. */
  readonly timeoutMs: number;
  /** Pictures that may wait for the one thread; more are refused at once, for their readers wait too. */
  readonly mostWaiting: number;
}

/** Draws pictures in a thread of its own, one after the other. The drawing library is loaded there, with the first picture. */
export interface RenderPool {
  /** Never throws. */
  render(plot: Plot): Promise<Picture>;
  close(): Promise<void>;
}

/** Loading the library and the fonts; no picture's fault. */
const START_TIMEOUT_MS = 15_000;

export function createRenderPool(options: RenderPoolOptions): RenderPool {
  let thread: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let isClosed = false;

  async function draw(plot: Plot): Promise<Picture> {
    if (isClosed) return failed('closed', 'the service is stopping');
    if (thread === undefined) {
      const started = start();
      const ready = await answerOf(started, START_TIMEOUT_MS);
      if (ready.kind === 'failed') return giveUp(started, ready);
      thread = started;
    }
    const current = thread;
    const answer = answerOf(current, options.timeoutMs);
    current.postMessage(plot);
    const drawn = await answer;
    if (drawn.kind === 'failed' && drawn.reason !== 'failed') return giveUp(current, drawn);
    return drawn.kind === 'ready' ? failed('failed', 'the drawing thread answered out of turn') : drawn;
  }

  /** A thread that hangs or died draws nothing more; the next picture starts a new one. */
  function giveUp(gone: Worker, why: Picture): Picture {
    if (thread === gone) thread = undefined;
    void gone.terminate();
    return why;
  }

  return {
    render(plot) {
      if (waiting > options.mostWaiting) {
        return Promise.resolve(failed('busy', `${waiting} pictures are being drawn already`));
      }
      waiting += 1;
      const picture = last.then(() => draw(plot));
      last = picture.finally(() => {
        waiting -= 1;
      });
      return picture;
    },
    async close() {
      isClosed = true;
      await thread?.terminate();
      thread = undefined;
    },
  };
}

function start(): Worker {
  const worker = new Worker(new URL('./render-worker.ts', import.meta.url), {
    // Drawing needs little heap of its own; the pixels lie outside it.
    resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 8 },
    stdout: true,
  });
  worker.unref();
  return worker;
}

/** The thread's next answer; `closed` when it ended without one. */
function answerOf(worker: Worker, timeoutMs: number): Promise<Picture | { readonly kind: 'ready' }> {
  return new Promise((resolve) => {
    const settle = (answer: Picture | { readonly kind: 'ready' }) => {
      clearTimeout(timer);
      worker.unref();
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(answer);
    };
    const onMessage = (answer: DrawAnswer) =>
      settle(answer.kind === 'failed' ? failed('failed', answer.message) : answer);
    const onError = (error: Error) => settle(failed('closed', `the drawing thread failed: ${error.message}`));
    const onExit = () => settle(failed('closed', 'the drawing thread ended'));
    const timer = setTimeout(
      () => settle(failed('timeout', `the picture was not drawn within ${timeoutMs} ms`)),
      timeoutMs,
    );
    worker.ref();
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}

function failed(reason: Extract<Picture, { kind: 'failed' }>['reason'], message: string): Picture {
  return { kind: 'failed', reason, message };
}
