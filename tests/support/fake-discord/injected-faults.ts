/** What goes wrong with the next matching requests. */
export type Trouble =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code?: number;
      readonly message?: string;
      readonly isHtml?: true;
    }
  | { readonly kind: 'rateLimit'; readonly scope: 'user' | 'global' | 'shared'; readonly retryAfterMs: number }
  /** Done as asked, but the connection breaks before the answer. */
  | { readonly kind: 'lostAnswer' }
  /** The connection breaks before anything is done. */
  | { readonly kind: 'reset' }
  /** Done as asked, but no answer ever comes. */
  | { readonly kind: 'hang' }
  /** Done as asked, but only half of the answer comes. */
  | { readonly kind: 'wrongJson' };

export interface Injection {
  readonly trouble: Trouble;
  /** How many matching requests it hits; once unless told otherwise. */
  readonly times?: number;
  readonly method?: string;
  readonly path?: RegExp;
}

/** A trouble that is under way. */
export interface Injected {
  /** How many requests it hit so far. */
  readonly hits: () => number;
  /** What it has not hit by now is spared. */
  readonly end: () => void;
}

export interface TroubleBook {
  readonly inject: (injection: Injection) => Injected;
  /** Every request to these paths breaks until it ends. */
  readonly takeAway: (path: RegExp) => { readonly end: () => void };
  /** The trouble for this request, counted down. */
  readonly take: (method: string, path: string) => Trouble | undefined;
}

/** Remembers what is to go wrong, oldest first. */
export function createTroubleBook(): TroubleBook {
  const waiting: { injection: Injection; left: number; hits: number }[] = [];
  return {
    inject: (injection) => {
      const entry = { injection, left: injection.times ?? 1, hits: 0 };
      waiting.push(entry);
      return {
        hits: () => entry.hits,
        end: () => {
          entry.left = 0;
        },
      };
    },
    takeAway: (path) => {
      const entry = {
        injection: { trouble: { kind: 'reset' as const }, path },
        left: Number.POSITIVE_INFINITY,
        hits: 0,
      };
      waiting.push(entry);
      return {
        end: () => {
          entry.left = 0;
        },
      };
    },
    take: (method, path) => {
      const entry = waiting.find(
        ({ injection, left }) =>
          left > 0 &&
          (injection.method === undefined || injection.method === method) &&
          (injection.path === undefined || injection.path.test(path)),
      );
      if (entry === undefined) return undefined;
      entry.left -= 1;
      entry.hits += 1;
      return entry.injection.trouble;
    },
  };
}
