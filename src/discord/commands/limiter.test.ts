import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLimiter } from './limiter.ts';

describe('limits of commands', () => {
  it('stop a user who asks too often, and let the others go on', () => {
    const limiter = createLimiter({ perUser: 2, perGuild: 100 });
    const answers = ['ann', 'ann', 'ann', 'bob'].map((user) => limiter.take(user, 'g', 1000));
    expect(answers).toEqual(['ok', 'ok', 'user', 'ok']);
  });

  it('stop a server whose members ask too often together, and let other servers go on', () => {
    const limiter = createLimiter({ perUser: 100, perGuild: 2 });
    expect(['a', 'b', 'c'].map((user) => limiter.take(user, 'g', 1000))).toEqual(['ok', 'ok', 'guild']);
    expect(limiter.take('c', 'h', 1000)).toBe('ok');
    expect(limiter.take('c', undefined, 1000)).toBe('ok');
  });

  it('let everybody in again ten seconds later', () => {
    const limiter = createLimiter({ perUser: 1, perGuild: 100 });
    expect([0, 9999, 10_000].map((now) => limiter.take('a', 'g', now))).toEqual(['ok', 'user', 'ok']);
  });

  it('remember nobody who was quiet', () => {
    const limiter = createLimiter({ perUser: 1, perGuild: 100 });
    for (let user = 0; user < 5000; user++) limiter.take(`u${user}`, `g${user}`, 0);
    limiter.take('last', undefined, 20_000);
    expect(limiter.size()).toBe(1);
  });

  it('never let more through in any ten seconds than is allowed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3000), { maxLength: 60 }), (pauses) => {
        const limiter = createLimiter({ perUser: 5, perGuild: 100 });
        let now = 0;
        const passed: number[] = [];
        for (const pause of pauses) {
          now += pause;
          if (limiter.take('a', 'g', now) === 'ok') passed.push(now);
        }
        for (const at of passed)
          expect(passed.filter((other) => other >= at && other < at + 10_000).length).toBeLessThanOrEqual(5);
      }),
    );
  });
});
