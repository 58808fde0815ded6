import { describe, expect, it } from 'vitest';
import { sampleIncident } from '../../tests/support/records.ts';
import { loadConfig } from '../config/load.ts';
import { createDesk } from '../desk.ts';
import type { Incident } from '../domain/incident.ts';
import { withEscalation } from './escalation.ts';

const loaded = await loadConfig('config');
if (loaded.kind !== 'ok') throw new Error('the configuration is broken: npm run -s cli -- check');
const desk = createDesk(loaded.config);
const NOW = Date.parse('2026-11-21T18:00:00Z');

/** Clashes of the sector, so many hours ago. */
function past(...hoursAgo: readonly number[]) {
  const asked: unknown[] = [];
  const incidents: Incident[] = hoursAgo.map((hours, index) =>
    sampleIncident({ id: `AA-2026-11-20-${index}`, firstSeenAt: new Date(NOW - hours * 3_600_000).toISOString() }),
  );
  return {
    asked,
    find: async (query: unknown) => {
      asked.push(query);
      return { incidents };
    },
  };
}

describe('withEscalation', () => {
  const alert = { incident: sampleIncident(), change: 'new', changes: [] } as const;

  it('names the sector and the figures of a burst that its past does not explain', async () => {
    const store = past(1, 2, 3, 4, 5);
    expect((await withEscalation(alert, desk, store, NOW)).escalation).toMatch(
      /^Gegharkunik: 5 clashes in 12 h, 0 expected/,
    );
    expect(store.asked).toMatchObject([{ labels: ['clash'], places: ['gegharkunik'] }]);
  });

  it('calls nothing a burst in a sector where so many are usual', async () => {
    const usual = past(1, 2, 3, ...Array.from({ length: 150 }, (_, index) => 13 + index * 4));
    expect((await withEscalation(alert, desk, usual, NOW)).escalation).toBeUndefined();
  });

  it('asks nothing for what is no new single clash', async () => {
    const store = past(1, 2, 3, 4, 5);
    await withEscalation({ ...alert, change: 'material' }, desk, store, NOW);
    await withEscalation({ ...alert, incident: sampleIncident({ label: 'negotiation' }) }, desk, store, NOW);
    await withEscalation({ ...alert, incident: sampleIncident({ clarity: 2 }) }, desk, store, NOW);
    expect(store.asked).toEqual([]);
  });
});
