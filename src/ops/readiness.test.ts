import { describe, expect, it } from 'vitest';
import { judgeReadiness, type Pulse } from './readiness.ts';

const HOUR = 3_600_000;
const NOW = 100 * HOUR;
const pulse = (fields: Partial<Pulse>): Pulse => ({
  now: NOW,
  storeAnswers: true,
  startedAt: 0,
  lastPollAt: NOW - 1000,
  isHeld: false,
  watchdogMs: HOUR,
  ...fields,
});

describe('judgeReadiness', () => {
  const rows: [string, Partial<Pulse>, string[]][] = [
    ['is ready while it polls and posts', {}, []],
    ['is not ready without Redis', { storeAnswers: false }, ['Redis does not answer']],
    [
      'is not ready when no poll succeeds',
      { lastPollAt: NOW - 2 * HOUR },
      ['no feed was polled successfully for 120 min'],
    ],
    [
      'is alive but posting dead',
      { stuckSince: NOW - 3 * HOUR },
      ['deliveries wait and none has gone out for 180 min'],
    ],
    ['waits in peace while held by hand', { stuckSince: NOW - 3 * HOUR, isHeld: true }, []],
  ];
  it.each(rows)('%s', (_name, fields, reasons) => {
    const judged = judgeReadiness(pulse(fields));
    expect(judged.kind === 'ready' ? [] : judged.reasons).toEqual(reasons);
  });

  it('gives a fresh process its time for a first poll', () => {
    const { lastPollAt: _, ...fresh } = pulse({ startedAt: NOW - 1000 });
    expect(judgeReadiness(fresh).kind).toBe('ready');
  });
});
