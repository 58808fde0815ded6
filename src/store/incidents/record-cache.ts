/** Records as they were last read or written, each with its bytes in Redis. Bounded; the longest unused go first. */
export interface RecordCache<T> {
  /** What these very bytes hold. `undefined` when the key was not met, or held something else: whoever wrote it since, the bytes tell. */
  get(key: string, bytes: Buffer): T | undefined;
  /** What was read or written last, which another worker may have changed since. */
  last(key: string): Kept<T> | undefined;
  keep(key: string, bytes: Buffer, value: T): void;
  forget(key: string): void;
}

/** A record with its bytes in Redis. */
export interface Kept<T> {
  readonly bytes: Buffer;
  readonly value: T;
}

/** Creates an empty cache. `mostBytes`: sum of the packed bytes; what they hold takes about ten times as much memory. */
export function createRecordCache<T>(mostBytes: number): RecordCache<T> {
  const keptByKey = new Map<string, Kept<T>>();
  let total = 0;

  function forget(key: string): void {
    total -= keptByKey.get(key)?.bytes.length ?? 0;
    keptByKey.delete(key);
  }

  function last(key: string): Kept<T> | undefined {
    const kept = keptByKey.get(key);
    if (kept === undefined) return undefined;
    // Put last: a map tells its keys in the order in which they were put.
    keptByKey.delete(key);
    keptByKey.set(key, kept);
    return kept;
  }

  return {
    get(key, bytes) {
      const kept = last(key);
      if (kept?.bytes.equals(bytes)) return kept.value;
      forget(key);
      return undefined;
    },
    last,
    keep(key, bytes, value) {
      forget(key);
      // A copy: an answer of Redis is a slice of all that arrived with it.
      keptByKey.set(key, { bytes: Buffer.from(bytes), value });
      total += bytes.length;
      for (const oldest of keptByKey.keys()) {
        if (total <= mostBytes) break;
        forget(oldest);
      }
    },
    forget,
  };
}
