import { describe, expect, it } from 'vitest';
import { createRecordCache } from './record-cache.ts';

describe('the cache of records', () => {
  it('answers for the very bytes that it was given, and forgets what was written over', () => {
    const cache = createRecordCache<string>(100);
    cache.keep('a', Buffer.from('old'), 'what was');
    expect(cache.get('a', Buffer.from('old'))).toBe('what was');
    expect(cache.get('a', Buffer.from('new'))).toBeUndefined();
    expect(cache.last('a')).toBeUndefined();
  });

  it('keeps what was used last within its size', () => {
    const cache = createRecordCache<number>(10);
    cache.keep('a', Buffer.alloc(4), 1);
    cache.keep('b', Buffer.alloc(4), 2);
    cache.last('a');
    cache.keep('c', Buffer.alloc(4), 3);
    expect(['a', 'b', 'c'].map((key) => cache.last(key)?.value)).toEqual([1, undefined, 3]);
    cache.keep('d', Buffer.alloc(11), 4);
    expect(['a', 'c', 'd'].map((key) => cache.last(key)?.value)).toEqual([undefined, undefined, undefined]);
    cache.keep('e', Buffer.alloc(10), 5);
    expect(cache.last('e')?.value).toBe(5);
  });

  it('holds no slice of a larger answer', () => {
    const answer = Buffer.alloc(20_000, 1);
    const cache = createRecordCache<number>(20_000);
    cache.keep('a', answer.subarray(0, 10_000), 1);
    expect(cache.last('a')?.bytes.buffer).not.toBe(answer.buffer);
  });
});
