import { Worker } from 'node:worker_threads';
import type { FeedEntry } from '../domain/item.ts';
import { FAILURE_ADVICE } from './failures.ts';
import type { Candidate } from './identity.ts';
import type { ReadNews } from './news.ts';
import type { ParseAnswer, ParseOrder } from './parse-worker.ts';
import type { FeedFacts, ReadContext, ReadFailure, ReadItems } from './read.ts';

export interface ParsePoolOptions {
  /** Time for one call, milliseconds; a document that needs more is given up. */
  readonly timeoutMs: number;
  /** Heap of one thread, megabytes. */
  readonly memoryMb: number;
  /** Items of one call; the rest follows in further calls. */
  readonly itemsPerCall: number;
  readonly threads: number;
}

/** Reads feeds in threads of their own, so that a hostile document stalls nothing and brings nothing down. The bytes are given away: afterwards they may be empty. */
export interface ParsePool {
  /** Loads the readers ahead of the first feed. */
  warm(): Promise<void>;
  /** Every item as it stands in the document. */
  read(bytes: Uint8Array, context: ReadContext): Promise<ReadItems | ReadFailure>;
  /** The entries as a poll needs them. */
  readNews(bytes: Uint8Array, context: ReadContext, feedId: string): Promise<ReadNews | ReadFailure>;
  close(): Promise<void>;
}

/** Loading the readers takes longer than reading a feed, and is not the feed's fault. */
const START_TIMEOUT_MS = 20_000;

/** Starts the threads as they are needed. */
export function createParsePool(options: ParsePoolOptions): ParsePool {
  const idle: Thread[] = [];
  const waiting: ((thread: Thread) => void)[] = [];
  const all = new Set<Thread>();

  function take(): Promise<Thread> {
    const free = idle.pop();
    if (free !== undefined) return Promise.resolve(free);
    if (all.size < options.threads) return Promise.resolve(start());
    return new Promise((resolve) => waiting.push(resolve));
  }

  function start(): Thread {
    const thread = new Thread(options.memoryMb);
    all.add(thread);
    return thread;
  }

  function giveBack(thread: Thread): void {
    if (thread.isDead) all.delete(thread);
    const next = waiting.shift();
    if (next !== undefined) next(thread.isDead ? start() : thread);
    else if (!thread.isDead) idle.push(thread);
  }

  async function readPages(bytes: Uint8Array, context: ReadContext, feedId: string | undefined) {
    const thread = await take();
    try {
      await thread.ready();
      const order = { kind: 'open', bytes, context, count: options.itemsPerCall, feedId } as const;
      return await allPages(thread, order, options.timeoutMs);
    } finally {
      giveBack(thread);
    }
  }

  return {
    async warm() {
      const thread = await take();
      await thread.ready();
      giveBack(thread);
    },
    async read(bytes, context) {
      const pages = await readPages(bytes, context, undefined);
      if (pages.kind === 'failed') return pages;
      return { kind: 'items', items: pages.items, ...pages.facts };
    },
    async readNews(bytes, context, feedId) {
      const pages = await readPages(bytes, context, feedId);
      if (pages.kind === 'failed') return pages;
      return { kind: 'news', candidates: pages.candidates, ...pages.facts };
    },
    async close() {
      await Promise.all([...all].map((thread) => thread.stop()));
    },
  };
}

interface Pages {
  readonly kind: 'pages';
  readonly items: readonly FeedEntry[];
  readonly candidates: readonly Candidate[];
  readonly facts: FeedFacts;
}

async function allPages(
  thread: Thread,
  open: Extract<ParseOrder, { kind: 'open' }>,
  timeoutMs: number,
): Promise<Pages | ReadFailure> {
  const items: FeedEntry[] = [];
  const candidates: Candidate[] = [];
  let order: ParseOrder = open;
  let facts: FeedFacts = {};
  for (;;) {
    const answer = await thread.ask(order, timeoutMs);
    if (answer.kind === 'failed') {
      // Whole pages that came before are worth keeping; a later poll brings the rest if it can be read.
      if (items.length + candidates.length === 0) return answer;
      return { kind: 'pages', items, candidates, facts };
    }
    if (answer.kind !== 'page') throw new Error('a reading thread answered out of turn');
    items.push(...answer.items);
    candidates.push(...answer.candidates);
    facts = answer.facts;
    if (!answer.hasMore) return { kind: 'pages', items, candidates, facts };
    order = { kind: 'next', count: open.count };
  }
}

/** One worker thread; it dies of its first feed that takes too long or too much memory. */
class Thread {
  isDead = false;
  readonly #worker: Worker;
  #ready: Promise<void> | undefined;
  #settle: ((answer: ParseAnswer) => void) | undefined;

  constructor(memoryMb: number) {
    this.#worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 8, stackSizeMb: 4 },
      // Threads share the process' standard output otherwise, which carries the command line's answers.
      stdout: true,
    });
    this.#worker.on('message', (answer: ParseAnswer) => this.#answer(answer));
    this.#worker.on('error', (error) => this.#die(`the reading thread failed: ${error.message}`));
    this.#worker.on('exit', () => this.#die('the reading thread ended'));
    this.#worker.unref();
  }

  ready(): Promise<void> {
    this.#ready ??= this.ask({ kind: 'warm' }, START_TIMEOUT_MS).then(() => undefined);
    return this.#ready;
  }

  ask(order: ParseOrder, timeoutMs: number): Promise<ParseAnswer> {
    if (this.isDead) return Promise.resolve(givenUp('the reading thread ended'));
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#die(`the document was not read within ${timeoutMs} ms`);
        void this.#worker.terminate();
      }, timeoutMs);
      this.#worker.ref();
      this.#settle = (answer) => {
        clearTimeout(timer);
        this.#worker.unref();
        this.#settle = undefined;
        resolve(answer);
      };
      this.#worker.postMessage(order, order.kind === 'open' ? handedOver(order.bytes) : []);
    });
  }

  async stop(): Promise<void> {
    this.isDead = true;
    await this.#worker.terminate();
  }

  #answer(answer: ParseAnswer): void {
    this.#settle?.(answer);
  }

  #die(why: string): void {
    this.isDead = true;
    this.#settle?.(givenUp(why));
  }
}

/** A large body is moved to the thread, not copied, where nothing else lives in its memory. */
function handedOver(bytes: Uint8Array): ArrayBuffer[] {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength ? [buffer] : [];
}

function givenUp(why: string): ReadFailure {
  return { kind: 'failed', reason: 'parseTimeout', message: `${why}; ${FAILURE_ADVICE.parseTimeout}` };
}
