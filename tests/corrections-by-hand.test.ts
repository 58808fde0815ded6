import { afterAll, beforeAll, expect, it } from 'vitest';
import { acceptReport } from '../src/incidents/accept.ts';
import { connectStore, type Store } from '../src/store/connect.ts';
import { createIncidentStore, type IncidentStore } from '../src/store/incidents/incident-store.ts';
import { runCli } from './support/cli.ts';
import { incidentContext, sampleReport } from './support/incidents.ts';
import { startTestRedis, type TestRedis } from './support/redis.ts';

let redis: TestRedis;
let store: Store;
let incidents: IncidentStore;
beforeAll(async () => {
  redis = await startTestRedis();
  store = await connectStore({ address: redis.url });
  incidents = createIncidentStore(store, {
    prefix: 'AA',
    retentionMs: 90 * 86_400_000,
    ancestorsOf: (place) => incidentContext().geography.ancestorsOf(place),
  });
});
afterAll(async () => {
  await store.close();
  await redis.stop();
});

async function told(place: string, itemId: string): Promise<string> {
  const now = new Date().toISOString();
  const report = sampleReport({ places: [place], itemId, arrivedAt: now, publishedAt: now });
  return (await acceptReport(report, incidents, incidentContext())).incident.id;
}

async function recordOf(id: string) {
  const found = await incidents.get(id);
  return found.kind === 'found' ? found.incident : undefined;
}

/** What an operator types, and what is answered. */
async function order(...words: readonly string[]): Promise<readonly [exitCode: number | null, answer: string]> {
  const { exitCode, stdout, stderr } = await runCli([...words, '--reason', 'checked'], '', { REDIS_URL: redis.url });
  return [exitCode, (stdout + stderr).trim()];
}

it('joins two incidents from the command line, and takes the join back', async () => {
  const [first, second] = [await told('sotk', 'a'), await told('jermuk', 'b')];
  expect(await order('join', first, second)).toEqual([0, `1 report moved from ${second} to ${first}`]);
  // The id of a joined incident leads to the one it was joined into.
  expect((await recordOf(second))?.id).toBe(first);
  expect((await order('join', first, second, '--undo'))[0]).toBe(0);
  expect((await recordOf(second))?.id).toBe(second);
});

it('splits what was one', async () => {
  const id = await told('tegh', 'c');
  expect(await told('tegh', 'd')).toBe(id);
  expect((await order('split', id, 'd'))[0]).toBe(0);
  expect((await recordOf(id))?.reports.map((one) => one.itemId)).toEqual(['c']);
});

it('withdraws an alert with its reason, once takes that back, and refuses what it does not know', async () => {
  const id = await told('berkaber', 'e');
  expect((await order('withdraw', id))[0]).toBe(0);
  expect((await recordOf(id))?.withdrawn).toMatchObject({ reason: 'checked' });
  expect((await order('withdraw', id, '--undo'))[0]).toBe(0);
  expect((await recordOf(id))?.withdrawn).toBeUndefined();
  expect(await order('withdraw', id, '--undo')).toEqual([1, `no withdraw of ${id} is left to undo`]);
  const unknown = 'AA-2020-01-01-01';
  expect(await order('withdraw', unknown)).toEqual([1, `there is no incident ${unknown}; nothing was changed`]);
});
