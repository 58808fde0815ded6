import type { Config } from '../config/load.ts';
import type { Side } from '../domain/party.ts';

/** Home side of an outlet by id, name or alias; `given` where `outlets.yaml` does not know it. */
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
  cache.set(config, sides);
  return sides;
}

function plain(name: string): string {
  return name.normalize('NFKC').toLowerCase().trim();
}
