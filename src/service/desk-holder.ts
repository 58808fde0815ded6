import { changedKeys } from '../config/diff.ts';
import { loadConfig } from '../config/load.ts';
import { describeProblem } from '../config/problem.ts';
import { watchFolder } from '../config/watch.ts';
import { createDesk, type Desk } from '../desk.ts';
import type { Log } from '../ops/log.ts';
import { brokenSamples } from './samples.ts';

/** How a reload ended. */
export type Reload =
  | { readonly kind: 'swapped'; readonly version: string; readonly keys: readonly string[]; readonly more: number }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** Holds the configuration in force and swaps it whole. */
export interface DeskHolder {
  readonly current: () => Desk;
  /** The last refusal, while the files are still broken. */
  lastProblems(): readonly string[];
  /** When the configuration in force was taken, epoch ms, and which keys it changed. */
  lastSwap(): { readonly at: number; readonly keys: readonly string[] };
  reload(): Promise<Reload>;
  close(): void;
}

/**
 * Keeps the first desk until a folder's files make a better one: everything is built and the operators' samples are judged before the swap;
 * on any failure the old one stays in force, and `onRefused` hears where it fails.
 */
export function holdDesk(first: Desk, log: Log, onRefused: (problems: readonly string[]) => void): DeskHolder {
  let desk = first;
  let lastProblems: readonly string[] = [];
  let lastSwap: { readonly at: number; readonly keys: readonly string[] } = { at: Date.now(), keys: [] };
  let pending: Promise<Reload> = Promise.resolve({ kind: 'unchanged' });

  function refuse(problems: readonly string[]): Reload {
    lastProblems = problems;
    log.error({ problems }, 'configuration refused; the old one stays in force');
    onRefused(problems);
    return { kind: 'refused', problems };
  }

  async function tryReload(): Promise<Reload> {
    const loaded = await loadConfig(desk.config.dir);
    if (loaded.kind === 'invalid') return refuse(loaded.problems.map(describeProblem));
    if (loaded.config.version === desk.config.version) {
      lastProblems = [];
      return { kind: 'unchanged' };
    }
    let next: Desk;
    try {
      next = createDesk(loaded.config);
    } catch (error) {
      return refuse([error instanceof Error ? error.message : String(error)]);
    }
    const broken = brokenSamples(loaded.config, next.understanding);
    if (broken.length > 0) {
      return refuse(
        broken.map(
          (one) => `${one.file}: wanted ${one.wanted}, got ${one.answered} for "${one.title}" (${one.reason})`,
        ),
      );
    }
    const changes = changedKeys(desk.config, loaded.config);
    desk = next;
    lastProblems = [];
    lastSwap = { at: Date.now(), keys: changes.keys };
    log.info({ version: loaded.config.version, ...changes }, 'configuration reloaded');
    return { kind: 'swapped', version: loaded.config.version, ...changes };
  }

  // One reload at a time: a second change while one is built is looked at after it. It never rejects: a folder that cannot be listed must not end the service.
  const reload = () => {
    pending = pending
      .then(tryReload)
      .catch((error: unknown) => refuse([error instanceof Error ? error.message : String(error)]));
    return pending;
  };
  const watch = watchFolder(first.config.dir, () => void reload(), {
    onError: (err) => log.warn({ err }, 'the configuration folder cannot be watched; send SIGHUP after a change'),
  });
  return {
    current: () => desk,
    lastProblems: () => lastProblems,
    lastSwap: () => lastSwap,
    reload,
    close: () => watch.close(),
  };
}
