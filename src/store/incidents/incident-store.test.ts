import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hoursLater, incidentContext, sampleReport } from '../../../tests/support/incidents.ts';
import { startTestRedis, type TestRedis } from '../../../tests/support/redis.ts';
import type { Report } from '../../domain/report.ts';
import { acceptReport } from '../../incidents/accept.ts';
import { joinIncidents, splitIncident, undoOperation, withdrawIncident } from '../../incidents/manual.ts';
import { createMemoryRepository } from '../../incidents/memory-repository.ts';
import type { StoredIncident } from '../../incidents/repository.ts';
import { connectStore, type Store } from '../connect.ts';
import { createIncidentStore, type IncidentStore } from './incident-store.ts';
import { unpack } from './packing.ts';
import { isStoredIncident } from './records.ts';

const context = incidentContext();
const NOW = Date.parse(hoursLater(30));
const author = { by: 'ops', reason: 'checked', at: hoursLater(5) };

let redis: TestRedis;
let store: Store;

beforeAll(async () => {
  redis = await startTestRedis();
  store = await connectStore({ address: redis.url });
});
afterEach(() => redis.flush());
afterAll(async () => {
  await store.close();
  await redis.stop();
});

function open(over: Store = store): IncidentStore {
  return createIncidentStore(over, {
    prefix: 'AA',
    retentionMs: 90 * 86_400_000,
    ancestorsOf: (place) => context.geography.ancestorsOf(place),
    clock: () => NOW,
  });
}

const VILLAGES = ['sotk', 'kut', 'jermuk', 'tegh', 'nerkin-hand', 'khnatsakh', 'berkaber', 'yeraskh'];

/** Eight clashes at eight villages, each told by five outlets in five languages, interleaved as they come. */
function manyReports(): Report[] {
  const languages = ['hy', 'en', 'ru', 'az', 'fa'];
  return languages.flatMap((language, teller) =>
    VILLAGES.map((place, at) =>
      sampleReport({
        itemId: `${place}-${language}`,
        places: [place],
        language,
        outletId: `outlet-${language}`,
        outletSide: language === 'az' ? 'AZE' : 'ARM',
        deniers: language === 'az' ? ['AZE'] : [],
        title: `${place} told in ${language}`,
        arrivedAt: hoursLater(teller / 4 + at / 100),
        publishedAt: hoursLater(teller / 4 + at / 100),
      }),
    ),
  );
}

describe('the incident store', () => {
  it('makes the same incidents as the repository in memory', async () => {
    const incidents = open();
    const memory = createMemoryRepository();
    for (const report of manyReports()) {
      const here = await acceptReport(report, incidents, context);
      const there = await acceptReport(report, memory, context);
      expect(here).toEqual(there);
    }
    for (const { incident } of memory.all())
      expect(await incidents.get(incident.id)).toEqual({ kind: 'found', incident });
  });

  it('loses no report and makes no incident twice when eight workers are fed one stream', async () => {
    const workers = await Promise.all(Array.from({ length: 8 }, () => connectStore({ address: redis.url })));
    const stores = workers.map((worker) => open(worker));
    const queue = manyReports();
    const placed = new Map<string, string>();
    await Promise.all(
      stores.map(async (worker) => {
        for (let report = queue.shift(); report !== undefined; report = queue.shift()) {
          placed.set(report.itemId, (await acceptReport(report, worker, context)).incident.id);
        }
      }),
    );
    await Promise.all(workers.map((worker) => worker.close()));
    const { incidents: all } = await open().find({}, { limit: 50 });
    expect(all).toHaveLength(VILLAGES.length);
    expect(all.reduce((sum, one) => sum + one.sources.articles, 0)).toBe(VILLAGES.length * 5);
    // First come, first served: the same incidents as one worker makes of the same stream.
    const alone = createMemoryRepository();
    for (const report of manyReports()) {
      const { incident } = await acceptReport(report, alone, context);
      expect(placed.get(report.itemId)).toBe(incident.id);
    }
  });

  it('answers the second time a report comes that nothing changed', async () => {
    const incidents = open();
    const report = sampleReport();
    const first = await acceptReport(report, incidents, context);
    const second = await acceptReport(report, incidents, context);
    expect(second).toMatchObject({
      change: 'none',
      placing: 'known',
      incident: { id: first.incident.id, revision: 1 },
    });
    expect(second.changes).toEqual(first.changes);
  });

  it('finds incidents by label, party, place with children, day, status, severity and words, page by page', async () => {
    const incidents = open();
    for (const report of manyReports()) await acceptReport(report, incidents, context);
    const find = async (query: Parameters<IncidentStore['find']>[0]) =>
      (await incidents.find(query, { limit: 50 })).incidents
        .map((one) => one.places[0] ?? '')
        .sort((a, b) => (a < b ? -1 : 1));
    expect(await find({ places: ['gegharkunik'] })).toEqual(['kut', 'sotk']);
    expect(await find({ places: ['sotk', 'tegh'] })).toEqual(['sotk', 'tegh']);
    expect(await find({ labels: ['ceasefire'] })).toEqual([]);
    expect(await find({ statuses: ['denied'], parties: ['AZE'], labels: ['clash'] })).toHaveLength(8);
    // All were first told as claimed: that status has passed.
    expect(await find({ statuses: ['claimed'] })).toEqual([]);
    expect(await find({ words: 'JERMUK told' })).toEqual(['jermuk']);
    expect(await find({ minSeverity: 4 })).toEqual([]);
    expect(await find({ from: '2026-11-20', to: '2026-11-20' })).toHaveLength(8);
    expect(await find({ from: '2026-11-21' })).toEqual([]);

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await incidents.find({}, { limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.incidents.map((one) => one.id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
    expect(seen).toHaveLength(8);
  });

  it('sets a record aside that cannot be read, and never takes it for absent', async () => {
    const incidents = open();
    const { incident } = await acceptReport(sampleReport(), incidents, context);
    const key = store.key('inc', incident.id);
    await store.ask('break a record', (client) => client.set(key, Buffer.from([1, 2, 3])));
    expect(await incidents.get(incident.id)).toMatchObject({ kind: 'unreadable' });
    expect(await incidents.get(incident.id)).toMatchObject({ kind: 'unreadable' });
    expect(await incidents.unreadable()).toMatchObject([
      { key, reason: expect.stringContaining('cannot be read') as string },
    ]);
    const next = await acceptReport(
      sampleReport({ arrivedAt: hoursLater(1), title: 'Fire at Sotk goes on' }),
      incidents,
      context,
    );
    expect(next.incident.id).not.toBe(incident.id);
    expect((await incidents.find({}, { limit: 9 })).incidents.map((one) => one.id)).toEqual([next.incident.id]);
  });

  it('reads a record that a person wrote as plain JSON, and refuses one that lacks fields', async () => {
    const incidents = open();
    const { incident } = await acceptReport(sampleReport(), incidents, context);
    const key = store.key('inc', incident.id);
    const plain = { incident: { ...incident, severity: 3 }, accounts: [], droppedArticles: 0 };
    await store.ask('edit a record', (client) => client.set(key, JSON.stringify(plain)));
    expect(await incidents.get(incident.id)).toMatchObject({ kind: 'found', incident: { severity: 3 } });
    await store.ask('edit a record', (client) => client.set(key, '{"incident":{"id":"AA"}}'));
    expect(await incidents.get(incident.id)).toMatchObject({
      kind: 'unreadable',
      reason: 'it lacks fields that every record has',
    });
  });

  it('heeds what a person wrote over a record that it remembers, when the next report joins', async () => {
    const incidents = open();
    const { incident } = await acceptReport(sampleReport(), incidents, context);
    const key = store.key('inc', incident.id);
    const bytes = await store.ask('read a record', (client) => client.getBuffer(key));
    const { value } = unpack(bytes ?? Buffer.alloc(0), isStoredIncident) as { value: StoredIncident };
    const edited = { ...value, incident: { ...incident, related: ['AA-2026-11-01-01'] } };
    await store.ask('edit a record', (client) => client.set(key, JSON.stringify(edited)));
    const next = await acceptReport(
      sampleReport({ itemId: 'b', arrivedAt: hoursLater(1), title: 'Fire at Sotk goes on' }),
      incidents,
      context,
    );
    expect(next).toMatchObject({ placing: 'join', incident: { id: incident.id, related: ['AA-2026-11-01-01'] } });
  });

  it('opens a new incident when a record that it remembers was broken, and sets the broken one aside', async () => {
    const incidents = open();
    const { incident } = await acceptReport(sampleReport(), incidents, context);
    const key = store.key('inc', incident.id);
    await store.ask('break a record', (client) => client.set(key, Buffer.from([1, 2, 3])));
    const next = await acceptReport(
      sampleReport({ itemId: 'b', arrivedAt: hoursLater(1), title: 'Fire at Sotk goes on' }),
      incidents,
      context,
    );
    expect(next).toMatchObject({ placing: 'new' });
    expect(await incidents.unreadable()).toMatchObject([{ key }]);
  });

  it('sees what another worker wrote since, though it remembers what was before', async () => {
    const [one, other] = [open(), open()];
    const reports = Array.from({ length: 6 }, (_, at) =>
      sampleReport({ itemId: `item-${at}`, arrivedAt: hoursLater(at / 10), title: `Fire at Sotk, told ${at} times` }),
    );
    for (const [at, report] of reports.entries()) await acceptReport(report, at % 2 === 0 ? one : other, context);
    const { incidents: all } = await open().find({}, { limit: 9 });
    expect(all.map((incident) => incident.sources.articles)).toEqual([6]);
    expect(all[0]?.reports.map((report) => report.itemId)).toEqual(reports.map((report) => report.itemId));
  });

  it('writes nothing when its lock has gone to another worker', async () => {
    const incidents = open();
    let tries = 0;
    await acceptReport(
      sampleReport({ itemId: 'a' }),
      {
        exclusively: (work) =>
          incidents.exclusively(async (session) => {
            tries += 1;
            if (tries === 1)
              await store.ask('take the lock away', (client) =>
                client.set(store.key('incident-lock'), 'other', 'PX', 20),
              );
            return work(session);
          }),
      },
      context,
    );
    expect(tries).toBe(2);
    const { incidents: all } = await incidents.find({}, { limit: 9 });
    expect(all).toHaveLength(1);
    expect(all[0]?.sources.articles).toBe(1);
  });

  it('waits for the lock of a worker that died, and takes over when it runs out', async () => {
    await store.ask('die with the lock', (client) => client.set(store.key('incident-lock'), 'dead', 'PX', 60));
    await store.ask('die while waiting', (client) => client.zadd(store.key('incident-lock-waiters'), 0, 'gone'));
    const { placing } = await acceptReport(sampleReport(), open(), context);
    expect(placing).toBe('new');
  });

  it('joins two incidents by hand, leads their ids together, and takes them apart again', async () => {
    const incidents = open();
    const one = (await acceptReport(sampleReport({ itemId: 'a' }), incidents, context)).incident;
    const two = (
      await acceptReport(sampleReport({ itemId: 'b', places: ['kut'], title: 'Shots at Kut' }), incidents, context)
    ).incident;
    expect(await joinIncidents(incidents, context, one.id, two.id, author)).toMatchObject({ kind: 'done' });
    expect(await incidents.get(two.id)).toMatchObject({
      kind: 'found',
      incident: { id: one.id, sources: { articles: 2 } },
    });
    expect(await joinIncidents(incidents, context, one.id, two.id, author)).toMatchObject({ kind: 'refused' });

    const later = await acceptReport(
      sampleReport({ itemId: 'c', places: ['kut'], title: 'More about Kut', arrivedAt: hoursLater(1) }),
      incidents,
      context,
    );
    expect(later.incident.id).toBe(one.id);

    const [operation] = await incidents.operations(5);
    expect(operation).toMatchObject({ kind: 'join', by: 'ops', reason: 'checked', itemIds: ['b'] });
    expect(await undoOperation(incidents, context, operation?.id ?? '', author)).toMatchObject({ kind: 'done' });
    expect(await incidents.get(two.id)).toMatchObject({ incident: { id: two.id, sources: { articles: 1 } } });
    expect(await incidents.incidentOfItem('b')).toBe(two.id);
    expect(await undoOperation(incidents, context, operation?.id ?? '', author)).toMatchObject({ kind: 'refused' });
  });

  it('splits an incident by hand, and later revisions follow their item', async () => {
    const incidents = open();
    const { incident } = await acceptReport(sampleReport({ itemId: 'a' }), incidents, context);
    const wrong = sampleReport({ itemId: 'b', title: 'Another shooting near Sotk', arrivedAt: hoursLater(1) });
    expect((await acceptReport(wrong, incidents, context)).incident.id).toBe(incident.id);
    expect(await splitIncident(incidents, context, incident.id, ['nowhere'], author)).toMatchObject({
      kind: 'refused',
    });
    expect(await splitIncident(incidents, context, incident.id, ['a', 'b'], author)).toMatchObject({ kind: 'refused' });
    const done = await splitIncident(incidents, context, incident.id, ['b'], author);
    const newId = done.kind === 'done' ? done.incidents[1]?.id : undefined;
    const edited = {
      ...wrong,
      itemRevision: 1,
      title: 'Another shooting near Sotk, corrected',
      arrivedAt: hoursLater(2),
    };
    expect((await acceptReport(edited, incidents, context)).incident.id).toBe(newId);
    const [operation] = await incidents.operations(1);
    expect(await undoOperation(incidents, context, operation?.id ?? '', author)).toMatchObject({ kind: 'done' });
    expect(await incidents.get(newId ?? '')).toMatchObject({ incident: { id: incident.id, sources: { articles: 2 } } });
  });

  it('writes what a correction owes in one step with it, keeps it over a lost connection, and forgets it once told', async () => {
    const incidents = open();
    const { incident } = await acceptReport(sampleReport({ places: ['sotk'] }), incidents, context);
    expect(await incidents.dueTellings()).toEqual([]);
    await withdrawIncident(incidents, context, incident.id, author);
    const [operation] = await incidents.operations(1);
    await undoOperation(incidents, context, operation?.id ?? '', author);
    const other = open(await connectStore({ address: redis.url }));
    const due = await other.dueTellings();
    expect([...due].sort((a, b) => a.revision - b.revision)).toEqual([
      { incidentId: incident.id, revision: incident.revision + 1, change: 'material' },
      { incidentId: incident.id, revision: incident.revision + 2, change: 'minor' },
    ]);
    await other.told(due.slice(0, 1));
    expect(await incidents.dueTellings()).toEqual(due.slice(1));
  });

  it('lets nothing of a withdrawn incident notify, until it is restored', async () => {
    const incidents = open();
    const { incident } = await acceptReport(sampleReport(), incidents, context);
    await withdrawIncident(incidents, context, incident.id, author);
    const denial = { deniers: ['AZE'], outletSide: 'AZE', outletId: 'z' };
    const silent = await acceptReport(sampleReport({ ...denial, arrivedAt: hoursLater(6) }), incidents, context);
    expect(silent).toMatchObject({ change: 'none', incident: { status: 'denied', withdrawn: { by: 'ops' } } });
    const [operation] = await incidents.operations(1);
    await undoOperation(incidents, context, operation?.id ?? '', author);
    const found = await incidents.get(incident.id);
    expect(found.kind === 'found' && found.incident.withdrawn).toBeUndefined();
  });
});
