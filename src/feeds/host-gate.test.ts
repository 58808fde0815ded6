import { describe, expect, it } from 'vitest';
import { createHostGate } from './host-gate.ts';

/** A gate on a clock that only waiting moves. */
function openGate(delayMs: number) {
  const clock = { now: 0, waits: [] as number[] };
  const gate = createHostGate({
    delayMs,
    now: () => clock.now,
    wait: async (ms) => {
      clock.waits.push(ms);
      clock.now += ms;
    },
  });
  return { gate, clock };
}

describe('the gate of a host', () => {
  it('lets one request through at a time, in order, with a pause between', async () => {
    const { gate, clock } = openGate(1_000);
    const log: string[] = [];
    const ask = (name: string) =>
      gate.run('outlet.example', async () => {
        log.push(`${name} begins at ${clock.now}`);
        await Promise.resolve();
        log.push(`${name} ends`);
      });
    await Promise.all([ask('a'), ask('b'), ask('c')]);
    expect(log).toEqual(['a begins at 0', 'a ends', 'b begins at 1000', 'b ends', 'c begins at 2000', 'c ends']);
  });

  it('waits no longer than its pause when the clock was set back in between', async () => {
    const { gate, clock } = openGate(1_000);
    clock.now = 3_600_000;
    await gate.run('outlet.example', async () => undefined);
    clock.now = 0;
    await gate.run('outlet.example', async () => undefined);
    expect(clock.waits).toEqual([1_000]);
  });

  it('keeps no host waiting for another', async () => {
    const { gate, clock } = openGate(1_000);
    await Promise.all(['a', 'b', 'c'].map((host) => gate.run(host, async () => undefined)));
    expect(clock.waits).toEqual([]);
  });

  it('goes on after a request that failed', async () => {
    const { gate } = openGate(0);
    await expect(gate.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(gate.run('a', async () => 'next')).resolves.toBe('next');
  });

  it('remembers until when a host wants to be left alone', () => {
    const { gate, clock } = openGate(0);
    gate.block('a', 500);
    gate.block('a', 200);
    expect([gate.blockedUntil('a'), gate.blockedUntil('b')]).toEqual([500, 0]);
    clock.now = 501;
    expect(gate.blockedUntil('a')).toBe(0);
  });
});
