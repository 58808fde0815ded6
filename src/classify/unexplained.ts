import type { Hit, Scan } from '../lexicon/hit.ts';
import { sideOf } from './gate.ts';
import { type ClassifyContext, type ClassifyInput, scansOf } from './input.ts';

/** Words that make somebody the cause: fire, breaches, an enemy, a claim that is denied. */
const CAUSES: ReadonlySet<string> = new Set(['enemy', 'force', 'accuse', 'mutual', 'denial', 'sabotage']);

/** The word by which an item says that a soldier's death is looked into, where nobody is named as its cause; `undefined` for every other item. */
export function unexplainedDeath(input: ClassifyInput, context: ClassifyContext): string | undefined {
  if (!context.settings.rules.unexplained.enabled) return undefined;
  const scans = scansOf(input);
  const hits = scans.flatMap((scan) => scan.hits);
  const inquiry = hits.find((hit) => hit.group === 'inquiry');
  const isHarm = hits.some((hit) => HARMS.has(hit.group));
  const isSoldier = hits.some((hit) => hit.group === 'soldier');
  if (inquiry === undefined || !isHarm || !isSoldier) return undefined;
  if (hits.some((hit) => CAUSES.has(hit.group) || (hit.kind === 'weapon' && hit.id === 'mine'))) return undefined;
  const sides = new Set(
    scans.flatMap((scan) =>
      scan.hits.flatMap((hit) =>
        hit.party === undefined || isOfLine(scan, hit) ? [] : (sideOf(hit.party, context) ?? []),
      ),
    ),
  );
  return sides.size > 1 ? undefined : inquiry.text;
}

const HARMS: ReadonlySet<string> = new Set(['killed', 'wounded', 'bodies', 'missing']);

/** "The Armenian-Azerbaijani border": a line that is named after both. */
function isOfLine(scan: Scan, hit: Hit): boolean {
  return scan.hits.some(
    (other) =>
      (other.kind === 'place' || other.group === 'conflict') &&
      other.from <= hit.from &&
      hit.to <= other.to &&
      other !== hit,
  );
}
