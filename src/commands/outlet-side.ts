import type { Config } from '../config/load.ts';
import type { Side } from '../domain/party.ts';

/** Home side of an outlet by id, name, alias or, where no more is known of it, the code of its country; `given` where `outlets.yaml` does not know it. */
export function sideOfOutlet(config: Config, outlet: string | undefined, given: string | undefined): Side | undefined {
  const known = outlet === undefined ? undefined : sidesOf(config).get(plain(outlet));
  return known ?? given;
}

const cache = new WeakMap<Config, ReadonlyMap<string, Side>>();

function sidesOf(config: Config): ReadonlyMap<string, Side> {
  const ready = cache.get(config);
  if (ready !== undefined) return ready;
  const sides = new Map<string, Side>();
  for (const [id, outlet] of Object.entries(config.outlets)) {
    for (const name of [id, outlet.name, ...Object.values(outlet.names), ...outlet.aliases]) {
      if (name !== undefined) sides.set(plain(name), outlet.side);
    }
  }
  // "TR": what is known to come from a country, and no more, is read as the word of its state.
  for (const { country, side, alignment } of Object.values(config.outlets)) {
    if (alignment === 'state' && side !== 'third' && !sides.has(plain(country))) sides.set(plain(country), side);
  }
  cache.set(config, sides);
  return sides;
}

function plain(name: string): string {
  return name.normalize('NFKC').toLowerCase().trim();
}
