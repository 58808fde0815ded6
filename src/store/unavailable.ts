/**
 * Redis could not answer, or could not keep what it was told: "not knowing". Never turned into a default value;
 * the caller posts nothing, marks nothing, and tries again later.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly retry = 'later';
}

/** Redis answered, and refuses us for good until a person acts: wrong password, missing rights. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';
  readonly retry = 'never';
}

/** Error replies that pass by themselves or when an operator makes room. Source: redis.io, "Redis serialization protocol", and server.c. */
const PASSING_REPLIES =
  /^(?:LOADING|MASTERDOWN|READONLY|OOM|MISCONF|NOREPLICAS|CLUSTERDOWN|TRYAGAIN|BUSY|UNBLOCKED|MOVED|ASK|NOSCRIPT|EXECABORT)\b/;
const REFUSALS = /^(?:NOAUTH|WRONGPASS|NOPERM|ERR invalid password|ERR AUTH)/;

/** What any error of a Redis client or queue means to us. An error reply that is none of these is a defect of ours and stays as it is. */
export function toStoreError(what: string, cause: unknown): Error {
  if (cause instanceof StoreUnavailable || cause instanceof StoreRefused) return cause;
  if (!(cause instanceof Error)) return new Error(`${what}: ${String(cause)}`);
  if (REFUSALS.test(cause.message)) return new StoreRefused(`${what}: Redis refuses us: ${cause.message}`, { cause });
  if (isReply(cause) && !PASSING_REPLIES.test(cause.message)) return cause;
  if (isDefect(cause)) return cause;
  return new StoreUnavailable(`${what}: Redis cannot answer: ${cause.message}`, { cause });
}

function isReply(error: Error): boolean {
  return error.name === 'ReplyError';
}

/** A mistake in our own code must not be retried for ever as if Redis were away. */
function isDefect(error: Error): boolean {
  return [TypeError, RangeError, ReferenceError, SyntaxError].some((kind) => error instanceof kind);
}

/** Waits for an answer at most so long; a late one is of no use to the caller any more, and its error is taken note of. */
export async function withDeadline<T>(what: string, deadlineMs: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new StoreUnavailable(`${what}: Redis gave no answer in ${deadlineMs} ms`)),
      deadlineMs,
    );
  });
  try {
    return await Promise.race([answer, tooLate]);
  } catch (error) {
    throw toStoreError(what, error);
  } finally {
    clearTimeout(timer);
    answer.catch(() => undefined);
  }
}
