import { describe, expect, it } from 'vitest';
import { hoursLater, incidentConfig, incidentContext, sampleReport } from '../../tests/support/incidents.ts';
import type { Casualties, Report } from '../domain/report.ts';
import { acceptReport } from './accept.ts';
import { createIncidentContext } from './context.ts';
import { createMemoryRepository } from './memory-repository.ts';

const context = incidentContext();
const killed = (side: string, low: number): Casualties => ({ side, kind: 'killed', low, high: low, claimIds: [] });

/** Accepts reports one after the other, an hour apart unless they say when. */
async function accept(...reports: readonly Partial<Report>[]) {
  const repository = createMemoryRepository();
  const answers = [];
  for (const [index, fields] of reports.entries()) {
    const arrivedAt = fields.arrivedAt ?? hoursLater(index);
    const report = sampleReport({ publishedAt: arrivedAt, ...fields, arrivedAt });
    answers.push(await acceptReport(report, repository, context));
  }
  return { answers, repository };
}

describe('acceptReport', () => {
  it('numbers incidents by the day of their first sight', async () => {
    const { answers } = await accept({}, { places: ['jermuk'] }, { places: ['tegh'], arrivedAt: hoursLater(8) });
    expect(answers.map((one) => one.incident.id)).toEqual(['AA-2026-11-20-01', 'AA-2026-11-20-02', 'AA-2026-11-21-01']);
  });

  it('calls the first report new, a repetition by another outlet minor, and a first denial material', async () => {
    const { answers } = await accept(
      {},
      { outletId: 'b', language: 'ru' },
      { outletId: 'z', outletSide: 'AZE', deniers: ['AZE'] },
    );
    expect(answers.map((one) => one.change)).toEqual(['new', 'minor', 'material']);
    expect(answers.at(-1)?.changes).toMatchObject([
      { kind: 'status', detail: 'claimed->denied denied by AZE' },
      { kind: 'sources' },
    ]);
  });

  it('never alerts for a report older than the limit, and takes the first fresh one as new', async () => {
    const old = { publishedAt: hoursLater(-15), arrivedAt: hoursLater(10) };
    const { answers } = await accept(old, { arrivedAt: hoursLater(11), publishedAt: hoursLater(-6), language: 'ru' });
    expect(answers.map((one) => one.change)).toEqual(['none', 'new']);
    expect(answers[0]?.incident.id).toBe(answers[1]?.incident.id);
  });

  it('records the archive of a first poll silently', async () => {
    const repository = createMemoryRepository();
    const archived = await acceptReport(sampleReport(), repository, context, undefined, true);
    expect(archived.change).toBe('none');
    const fresh = await acceptReport(sampleReport({ language: 'hy', arrivedAt: hoursLater(1) }), repository, context);
    expect(fresh).toMatchObject({ change: 'new', incident: { id: archived.incident.id } });
  });

  it('takes an edited item as a revision of its report, never as a second article', async () => {
    const first = { itemId: 'x', title: 'Two killed at Sotk', casualties: [killed('ARM', 2)] };
    const { answers } = await accept(first, {
      ...first,
      itemRevision: 1,
      title: 'Four killed at Sotk',
      casualties: [killed('ARM', 4)],
    });
    expect(answers[1]).toMatchObject({
      placing: 'revision',
      change: 'material',
      incident: { sources: { articles: 1 } },
    });
    expect(answers[1]?.incident.casualties).toMatchObject([{ low: 2, best: 4, high: 4 }]);
    expect(answers[1]?.incident.reports[0]?.title).toBe('Four killed at Sotk');
  });

  it('tells nothing when an item takes its edit back, and knows only a repeat of the same revision', async () => {
    const first = { itemId: 'x', title: 'Two killed at Sotk', casualties: [killed('ARM', 2)] };
    const edited = { ...first, itemRevision: 1, title: 'Four killed at Sotk', casualties: [killed('ARM', 4)] };
    const { answers } = await accept(first, edited, { ...first, itemRevision: 2 }, edited);
    expect(answers.slice(2)).toMatchObject([
      { placing: 'revision', change: 'none', changes: [] },
      { placing: 'known', change: 'none' },
    ]);
    expect(answers[3]?.changes.length).toBeGreaterThan(0);
  });

  it('says of a repeated item whose text was edited meanwhile that the edit is still to come', async () => {
    const first = { itemId: 'x', title: 'Two killed at Sotk', summary: 'The ministry said so.' };
    const { answers } = await accept(first, first, { ...first, title: 'Four killed at Sotk' });
    expect(answers.map((one) => one.isEditedSince)).toEqual([undefined, undefined, true]);
  });

  it('says of a copy that nothing changed', async () => {
    const text = {
      title: 'Fire near Sotk late on Friday',
      summary: 'Positions came under fire late on Friday, the ministry said, and nobody was hurt.',
    };
    const { answers } = await accept({ itemId: 'a', ...text }, { itemId: 'b', outletId: 'b', ...text });
    expect(answers[1]).toMatchObject({ placing: 'duplicate', change: 'none' });
    expect(answers[1]?.incident.reports[1]).toMatchObject({ itemId: 'b', duplicateOf: 'a' });
  });

  it('hears another toll in a title that differs in its digits only, and tells it', async () => {
    const summary =
      'The ministry gave no further details about the shelling of the village in its statement of the night.';
    const told = (count: number, outletId: string): Partial<Report> => ({
      title: `Shelling near the village, ${count} soldiers killed, the ministry says`,
      summary,
      outletId,
      casualties: [killed('ARM', count)],
    });
    const { answers, repository } = await accept(told(1, 'a'), told(7, 'b'), told(7, 'c'));
    expect(answers.map(({ change }) => change)).toEqual(['new', 'material', expect.stringMatching(/minor|none/)]);
    expect(repository.all()).toHaveLength(1);
    expect(repository.all()[0]?.incident.casualties).toMatchObject([{ side: 'ARM', kind: 'killed', low: 1, high: 7 }]);
  });

  it('tells the collapse of a truce on the truce as well', async () => {
    const truce = { label: 'ceasefire', ceasefireState: 'agreed', places: [], accusations: [], weapons: [] } as const;
    const { answers, repository } = await accept(
      truce,
      { weapons: ['artillery'], arrivedAt: hoursLater(9) },
      { ...truce, ceasefireState: 'holding', arrivedAt: hoursLater(10), language: 'ru' },
    );
    const [agreed, clash, late] = answers;
    expect(clash).toMatchObject({
      change: 'new',
      also: [{ change: 'material', incident: { id: agreed?.incident.id, ceasefireState: 'broken' } }],
    });
    expect(clash?.incident).toMatchObject({ severity: 3, related: [agreed?.incident.id] });
    expect(late?.placing).toBe('new');
    expect(
      repository
        .all()
        .find((one) => one.incident.id === agreed?.incident.id)
        ?.incident.history.at(-1),
    ).toMatchObject({ kind: 'truceCollapse', material: true });
  });

  it('does not take a shot from a rifle for the collapse of a truce', async () => {
    const truce = { label: 'ceasefire', ceasefireState: 'agreed', places: [], accusations: [], weapons: [] } as const;
    const { answers } = await accept(truce, { arrivedAt: hoursLater(9) });
    expect(answers[1]?.also).toEqual([]);
  });

  it('tells a denial as a change, and keeps the past, when the clock was set back before it came', async () => {
    const repository = createMemoryRepository();
    const accuser = sampleReport({ itemId: 'b', accusations: [['ARM', 'AZE']], arrivedAt: hoursLater(1) });
    const denial = sampleReport({ itemId: 'a', outletId: 'aze', outletSide: 'AZE', accusations: [], deniers: ['AZE'] });
    const first = await acceptReport(accuser, repository, context);
    for (const [itemId, arrivedAt] of [['c', hoursLater(0.9)] as const, ['a', hoursLater(1)] as const]) {
      const later = await acceptReport({ ...denial, itemId, arrivedAt, publishedAt: arrivedAt }, repository, context);
      expect(later.change).not.toBe('new');
      expect(later.incident.history.slice(0, first.incident.history.length)).toEqual(first.incident.history);
    }
    expect(repository.all()).toHaveLength(1);
    expect(repository.all()[0]?.incident).toMatchObject({ status: 'denied' });
  });

  it('does not tell again what another report told before, when a late one is sorted in before it', async () => {
    const { answers } = await accept(
      {},
      { casualties: [killed('ARM', 1)], arrivedAt: hoursLater(3) },
      { casualties: [killed('ARM', 1)], arrivedAt: hoursLater(2), publishedAt: hoursLater(2), language: 'ru' },
    );
    expect(answers.map((one) => one.change)).toEqual(['new', 'material', 'minor']);
  });

  it('stands ten thousand reports of one incident: counts them all, in a record that stops growing', {
    timeout: 300_000,
  }, async () => {
    const small = createIncidentContext(incidentConfig({ maxReports: 20 }));
    const repository = createMemoryRepository();
    const total = 10_000;
    const sizes: number[] = [];
    let last: Awaited<ReturnType<typeof acceptReport>> | undefined;
    for (let at = 0; at < total; at++) {
      const arrivedAt = hoursLater(at / total);
      const title = `Fire near the village, told ${at} times`;
      const report = sampleReport({ title, arrivedAt, publishedAt: arrivedAt, outletId: `outlet-${at % 12}` });
      last = await acceptReport(report, repository, small);
      if (at % 1000 === 999) sizes.push(JSON.stringify(repository.all()[0]).length);
    }
    expect(last?.incident.sources).toMatchObject({ articles: total, outlets: 12 });
    expect(repository.all()).toHaveLength(1);
    expect(repository.all()[0]?.accounts.length).toBeLessThanOrEqual(20);
    expect(Math.max(...sizes)).toBeLessThan(1.02 * (sizes[0] ?? 0));
  });
});
