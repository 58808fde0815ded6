import { describe, expect, it } from 'vitest';
import { loadConfig } from '../config/load.ts';
import { sideOfOutlet } from './outlet-side.ts';

const loaded = await loadConfig(new URL('../../config', import.meta.url).pathname);
if (loaded.kind !== 'ok') throw new Error('the shipped configuration does not load');
const { config } = loaded;

describe('the side of an outlet', () => {
  it.each([
    ['its name', 'Armenpress', undefined, 'ARM'],
    ['its id in any case', 'NEWS-AM', undefined, 'ARM'],
    ['the code of its country, where no more is known', 'TR', undefined, 'TUR'],
    ['what is given, where nobody knows it', 'The Meridian Post', 'third', 'third'],
    ['nothing at all', undefined, undefined, undefined],
    ['the code of a country without a state outlet', 'UK', undefined, undefined],
  ])('follows from %s', (_from, outlet, given, side) => {
    expect(sideOfOutlet(config, outlet, given)).toBe(side);
  });
});
