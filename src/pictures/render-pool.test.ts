import { afterAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../domain/language.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../words/sample-names.ts';
import { plotMap } from './map-plot.ts';
import type { Plot } from './plot.ts';
import { createRenderPool } from './render-pool.ts';
import { plotTimeline } from './timeline-plot.ts';

const pool = createRenderPool({ timeoutMs: 20_000, mostWaiting: 20 });
afterAll(() => pool.close());

const incidents = Object.values(SAMPLE_INCIDENTS);
const mapIn = (language: (typeof LANGUAGES)[number]): Plot =>
  plotMap(incidents, SAMPLE_NAMES, { language, title: 'Map', subtitle: '' });

describe('the drawing thread', () => {
  it.each(LANGUAGES)('makes a PNG of 1200 pixels: %s', async (language) => {
    const picture = await pool.render(mapIn(language));
    if (picture.kind === 'failed') throw new Error(picture.message);
    const bytes = Buffer.from(picture.bytes);
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
    // Width and height stand at fixed places of the first chunk. Source: PNG specification, IHDR.
    expect(bytes.readUInt32BE(16)).toBe(1200);
    expect(bytes.readUInt32BE(20)).toBeGreaterThan(900);
    // Discord takes files up to 10 MB; a picture is far below.
    expect(bytes.length).toBeLessThan(500_000);
  });

  it('draws in the order in which it was asked', async () => {
    const period = { until: Date.parse('2026-11-21T12:00:00.000Z'), days: 7 };
    const timeline = plotTimeline(incidents, period, SAMPLE_NAMES, { language: 'fa', title: 'T', subtitle: '' });
    const pictures = await Promise.all([mapIn('en'), timeline, mapIn('hy')].map((plot) => pool.render(plot)));
    expect(pictures.map((picture) => picture.kind)).toEqual(['png', 'png', 'png']);
  });

  it('answers with a value when a picture cannot be drawn, and draws the next', async () => {
    const broken = { ...mapIn('en'), caption: { language: 'xx', title: '', subtitle: '' } } as unknown as Plot;
    expect(await pool.render(broken)).toMatchObject({ kind: 'failed', reason: 'failed' });
    expect(await pool.render(mapIn('en'))).toMatchObject({ kind: 'png' });
  });

  it('gives up on a picture that takes too long, and starts anew', async () => {
    const hasty = createRenderPool({ timeoutMs: 1, mostWaiting: 5 });
    expect(await hasty.render(mapIn('en'))).toMatchObject({ kind: 'failed', reason: 'timeout' });
    expect(await hasty.render(mapIn('en'))).toMatchObject({ kind: 'failed', reason: 'timeout' });
    await hasty.close();
  });

  it('refuses at once what would wait too long', async () => {
    const small = createRenderPool({ timeoutMs: 20_000, mostWaiting: 0 });
    const [first, second] = await Promise.all([small.render(mapIn('en')), small.render(mapIn('en'))]);
    expect(first).toMatchObject({ kind: 'png' });
    expect(second).toMatchObject({ kind: 'failed', reason: 'busy' });
    await small.close();
    expect(await small.render(mapIn('en'))).toMatchObject({ kind: 'failed', reason: 'closed' });
  });
});
