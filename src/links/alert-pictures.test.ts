import { describe, expect, it } from 'vitest';
import { loadConfig } from '../config/load.ts';
import type { DeliveryJob } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { Plot } from '../pictures/plot.ts';
import { createRenderPool } from '../pictures/render-pool.ts';
import type { DeskHolder } from '../service/desk-holder.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { createAlertPictures } from './alert-pictures.ts';

const loaded = await loadConfig('config');
if (loaded.kind === 'invalid') throw new Error('the configuration is broken');
const { config } = loaded;
const desks = { current: () => ({ config }) } as unknown as Pick<DeskHolder, 'current'>;
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);

function clash(more: Partial<Incident> = {}): Incident {
  const base = SAMPLE_INCIDENTS['confirmed'];
  if (base === undefined) throw new Error('there is no sample');
  return { ...base, severity: 3, ...more, place: { ...base.place, lat: 40.203, lon: 45.866, precision: 1 } };
}

function job(more: Partial<DeliveryJob> = {}): DeliveryJob {
  const base = { id: 'd', subscriptionIds: [], channelId: 'c', incidentId: clash().id, revision: 1 };
  return { ...base, kind: 'post', language: 'en', picture: {}, ...more };
}

function make(answers: readonly boolean[] = []) {
  const plots: Plot[] = [];
  const reported: string[] = [];
  const pictureOf = createAlertPictures({
    desks,
    pool: {
      render(plot) {
        plots.push(plot);
        const isFine = answers[plots.length - 1] ?? true;
        return Promise.resolve(
          isFine ? { kind: 'png', bytes: PNG } : { kind: 'failed', reason: 'busy', message: 'too many' },
        );
      },
    },
    clashesOf: () => Promise.resolve([clash(), clash({ id: 'AA-2026-11-20-01' })]),
    now: () => Date.parse('2026-11-21T12:00:00Z'),
    report: (message) => reported.push(message),
  });
  return { pictureOf, plots, reported };
}

describe('pictures of alerts', () => {
  it.each([
    ['a subscription without pictures', { picture: undefined }, {}],
    ['less severe than the configured one', {}, { severity: 2 as const }],
    ['no clash', {}, { label: 'negotiation' as const }],
  ])('none for %s', (_, more, change) => {
    const { picture, ...rest } = { ...job(), ...more };
    const asked = picture === undefined ? rest : { ...rest, picture };
    expect(make().pictureOf(asked, clash(change))).toBeUndefined();
  });

  it('one drawing serves all channels of a language; another severity is another picture', async () => {
    const { pictureOf, plots } = make();
    const first = pictureOf(job(), clash());
    const again = pictureOf(job({ channelId: 'other' }), clash({ revision: 9 }));
    expect(again).toBe(first);
    expect(first?.ready()).toBeUndefined();
    await first?.later;
    expect(first?.ready()).toMatchObject({ contentType: 'image/png', description: expect.stringContaining('Sotk') });
    const others = [pictureOf(job(), clash({ severity: 4 })), pictureOf(job({ language: 'hy' }), clash())];
    expect(new Set([first, ...others].map((one) => one?.name)).size).toBe(3);
    for (const one of others) await one?.later;
    expect(plots).toHaveLength(3);
  });

  it('a burst has the last days of its sector instead, however small the clash', async () => {
    const { pictureOf, plots } = make();
    const picture = pictureOf(job({ picture: { area: 'gegharkunik' } }), clash({ severity: 1 }));
    expect(picture?.name).toMatch(/^chart-AA-.*-en\.png$/);
    const file = await picture?.later;
    expect(plots).toMatchObject([{ kind: 'timeline' }]);
    expect(file?.description).toMatch(/^More clashes than usual: .*2 incidents/);
  });

  it('is drawn by the thread as a PNG of a small size', async () => {
    const pool = createRenderPool({ timeoutMs: 20_000, mostWaiting: 2 });
    const pictureOf = createAlertPictures({
      desks,
      pool,
      clashesOf: () => Promise.resolve([]),
      now: () => Date.parse('2026-11-21T12:00:00Z'),
      report: (message, fields) => {
        throw new Error(`${message} ${JSON.stringify(fields)}`);
      },
    });
    const file = await pictureOf(job({ language: 'fa' }), clash())?.later;
    expect(Buffer.from(file?.bytes.subarray(0, 4) ?? []).toString('latin1')).toBe('\u0089PNG');
    expect(file?.bytes.length).toBeLessThan(120_000);
    await pool.close();
  });

  it('what could not be drawn is told, and tried again with the next alert', async () => {
    const { pictureOf, reported } = make([false, true]);
    expect(await pictureOf(job(), clash())?.later).toBeUndefined();
    expect(reported).toHaveLength(1);
    expect(await pictureOf(job(), clash())?.later).toBeDefined();
  });
});
