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
  | { readonly kind: 'hang' };

export interface Injection {
  readonly trouble: Trouble;
  /** How many matching requests it hits; once unless told otherwise. */
  readonly times?: number;
  readonly method?: string;
  readonly path?: RegExp;
}

export interface TroubleBook {
  readonly inject: (injection: Injection) => void;
  /** Every request to these paths breaks until it ends. */
  readonly takeAway: (path: RegExp) => { readonly end: () => void };
  /** The trouble for this request, counted down. */
  readonly take: (method: string, path: string) => Trouble | undefined;
}

/** Remembers what is to go wrong, oldest first. */
export function createTroubleBook(): TroubleBook {
  const waiting: { injection: Injection; left: number }[] = [];
  return {
    inject: (injection) => {
      waiting.push({ injection, left: injection.times ?? 1 });
    },
    takeAway: (path) => {
      const entry = { injection: { trouble: { kind: 'reset' as const }, path }, left: Number.POSITIVE_INFINITY };
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
      return entry.injection.trouble;
    },
  };
}
