import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';
import { type OpsServer, startOpsServer } from './server.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
let server: OpsServer | undefined;
afterEach(() => server?.close());

async function start(readiness: Readiness): Promise<string> {
  const metrics = createMetrics({
    queueDepths: async () => ({ poll: 3 }),
    feedStates: async () => ({ ok: 2, failing: 1 }),
  });
  metrics.polled('a-feed', 'items');
  metrics.delivered('post', 0.2);
  server = await startOpsServer({ port: 0, metrics, readiness: async () => readiness, log: quiet });
  return server.address;
}

describe("the operators' port", () => {
  it('answers that the process lives', async () => {
    const response = await fetch(`${await start({ kind: 'ready' })}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('turns red with reasons when it no longer posts', async () => {
    const response = await fetch(
      `${await start({ kind: 'notReady', reasons: ['a delivery has been due for 90 min'] })}/readyz`,
    );
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: 'not ready', reasons: ['a delivery has been due for 90 min'] },
    ]);
  });

  it('counts for Prometheus', async () => {
    const text = await (await fetch(`${await start({ kind: 'ready' })}/metrics`)).text();
    for (const line of [
      'cm_polls_total{feed="a-feed",outcome="items"} 1',
      'cm_queue_depth{queue="poll"} 3',
      'cm_feeds{health="failing"} 1',
      'cm_delivery_seconds_count{kind="post"} 1',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('shows no figure of a queue while Redis cannot answer, not the last one', async () => {
    let isAway = false;
    const metrics = createMetrics({
      queueDepths: async () => (isAway ? Promise.reject(new Error('away')) : { poll: 3 }),
      feedStates: async () => ({}),
    });
    expect(await metrics.registry.metrics()).toContain('cm_queue_depth{queue="poll"} 3');
    isAway = true;
    expect(await metrics.registry.metrics()).not.toContain('cm_queue_depth{');
  });

  it('listens on loopback only without a token', async () => {
    expect(new URL(await start({ kind: 'ready' })).hostname).toBe('127.0.0.1');
  });
});
