import { describe, expect, it } from 'vitest';
import type { Desk } from '../desk.ts';
import type { Silence, Subscription } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { State } from '../service/state.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { backfillOf, wouldSend } from './rehearsal.ts';

const SUBSCRIPTION: Subscription = {
  id: 's1',
  origin: 'user',
  channelId: 'c1',
  guildId: 'g1',
  createdAt: '2026-11-21T10:00:00.000Z',
  filter: { labels: ['clash'] },
  delivery: { mode: 'now', zone: 'UTC' },
  language: 'hy',
  threads: false,
};
const desk = {
  parentsOf: () => [],
  alignmentOf: () => 'private',
  config: { settings: { alerts: { minSeverity: 1 } } },
} as unknown as Desk;

function incident(id: string, more: Partial<Incident> = {}): Incident {
  const base = SAMPLE_INCIDENTS['denied'];
  if (base === undefined) throw new Error('there is no sample');
  return {
    ...base,
    id,
    label: 'clash',
    severity: 2,
    firstSeenAt: '2026-11-21T11:00:00.000Z',
    ...more,
  };
}

/** Two pages of what the store holds, newest first. */
function holding(
  pages: readonly (readonly Incident[])[],
  silences: readonly Silence[] = [],
): Pick<State, 'incidents' | 'silences'> {
  const find = (_query: unknown, { cursor = '0' }: { readonly cursor?: string }) => {
    const at = Number(cursor);
    const isLast = at + 1 >= pages.length;
    return Promise.resolve({ incidents: pages[at] ?? [], ...(isLast ? {} : { nextCursor: String(at + 1) }) });
  };
  const active = () => Promise.resolve(silences);
  return { incidents: { find }, silences: { active } } as unknown as Pick<State, 'incidents' | 'silences'>;
}

describe('what a subscription would have sent', () => {
  it('is what its filter lets pass, page by page, not older than asked for, not below the operators’ minimum', async () => {
    const state = holding([
      [incident('a'), incident('talks', { label: 'negotiation' }), incident('low', { severity: 0 })],
      [incident('b'), incident('old', { firstSeenAt: '2026-11-14T11:59:59.999Z' })],
    ]);
    const found = await wouldSend(SUBSCRIPTION, 7, desk, state, Date.parse('2026-11-21T12:00:00.000Z'));
    expect(found.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('leaves out what is silenced on this server', async () => {
    const silence: Silence = {
      id: 'q1',
      guildId: 'g1',
      incidentId: 'a',
      expiresAt: '2026-11-22T12:00:00.000Z',
      author: 'a moderator',
      reason: 'told enough',
    };
    const state = holding([[incident('a'), incident('b')]], [silence]);
    const found = await wouldSend(SUBSCRIPTION, 7, desk, state, Date.parse('2026-11-21T12:00:00.000Z'));
    expect(found.map(({ id }) => id)).toEqual(['b']);
  });
});

describe('a back-fill', () => {
  it('is one list, oldest first, of what still stands, and mentions nobody', () => {
    const withdrawn = { at: '2026-11-21T10:00:00.000Z', by: 'x', reason: 'y' };
    const incidents = [incident('new'), incident('gone', { withdrawn }), incident('old')];
    const mention = { roleId: '111111111111111111', minSeverity: 0 } as const;
    const jobs = backfillOf({ ...SUBSCRIPTION, mention }, incidents, '2026-11-21T12:00:00.000Z');
    expect(jobs.map(({ incidentId, kind, channelId, language }) => [incidentId, kind, channelId, language])).toEqual([
      ['old', 'digest', 'c1', 'hy'],
      ['new', 'digest', 'c1', 'hy'],
    ]);
    expect(JSON.stringify(jobs)).not.toContain(mention.roleId);
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(2);
    expect(jobs.every(({ id }) => id.length === 25)).toBe(true);
  });

  it('never grows beyond what one reads', () => {
    const many = Array.from({ length: 200 }, (_, n) => incident(`i${n}`));
    expect(backfillOf(SUBSCRIPTION, many, '2026-11-21T12:00:00.000Z').length).toBeLessThanOrEqual(30);
  });
});
