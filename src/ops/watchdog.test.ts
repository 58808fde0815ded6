import { describe, expect, it } from 'vitest';
import type { Readiness } from './readiness.ts';
import { type WatchdogState, watchdog } from './watchdog.ts';

const MINUTE = 60_000;
const READY: Readiness = { kind: 'ready' };
const DEAD: Readiness = { kind: 'notReady', reasons: ['no feed was polled successfully for 61 min'] };

/** What was told, by minute, when the watchdog looks once a minute. */
function told(looks: readonly Readiness[]): readonly [minute: number, notice: string][] {
  const notices: [number, string][] = [];
  let state: WatchdogState = { kind: 'calm' };
  for (const [minute, readiness] of looks.entries()) {
    const look = watchdog(state, readiness, minute * MINUTE);
    state = look.state;
    if (look.notice !== undefined) notices.push([minute, look.notice]);
  }
  return notices;
}

describe('watchdog', () => {
  it('says nothing while the service polls and posts', () => {
    expect(told([READY, READY, READY])).toEqual([]);
  });

  it('lets a hiccup pass', () => {
    expect(told([READY, DEAD, DEAD, READY])).toEqual([]);
  });

  it('tells trouble once, with its reasons, and its end', () => {
    const notices = told([READY, DEAD, DEAD, DEAD, DEAD, DEAD, READY, READY]);
    expect(notices.map(([minute]) => minute)).toEqual([3, 6]);
    expect(notices[0]?.[1]).toContain('no feed was polled successfully for 61 min');
    expect(notices[1]?.[1]).toContain('again, after 5 min');
  });

  it('repeats itself every six hours while the trouble lasts', () => {
    expect(told(Array.from({ length: 800 }, () => DEAD)).map(([minute]) => minute)).toEqual([2, 362, 722]);
  });
});
