import type { Config } from './load.ts';

/** Key paths whose values differ between two configurations, for the log of a reload; at most `limit`, the rest is counted. */
export function changedKeys(
  before: Config,
  after: Config,
  limit = 50,
): { readonly keys: readonly string[]; readonly more: number } {
  const keys: string[] = [];
  const parts = [
    'settings',
    'feeds',
    'outlets',
    'routes',
    'parties',
    'places',
    'weapons',
    'subjects',
    'languages',
    'lexica',
    'samples',
  ] as const;
  for (const part of parts) collect(part, before[part], after[part], keys);
  return { keys: keys.slice(0, limit), more: Math.max(0, keys.length - limit) };
}

function collect(path: string, before: unknown, after: unknown, keys: string[]): void {
  if (Object.is(before, after)) return;
  if (!isContainer(before) || !isContainer(after)) {
    keys.push(path);
    return;
  }
  const left = keyed(before);
  const right = keyed(after);
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    if (!left.has(key)) keys.push(`${path}.${key} (new)`);
    else if (!right.has(key)) keys.push(`${path}.${key} (gone)`);
    else collect(`${path}.${key}`, left.get(key), right.get(key), keys);
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Lists of things with an id, a language or a title are compared by it, not by their position. */
function keyed(value: object): Map<string, unknown> {
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  return new Map(
    value.map((one: unknown, index) => {
      const record = isContainer(one) ? (one as Readonly<Record<string, unknown>>) : {};
      const name = record['id'] ?? record['language'] ?? record['title'];
      return [typeof name === 'string' ? name : typeof one === 'string' ? one : String(index), one] as const;
    }),
  );
}
