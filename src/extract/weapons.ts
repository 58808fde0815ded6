import type { Weapon } from '../domain/report.ts';
import { WEAPONS } from '../domain/report.ts';
import { type Found, spanOf } from './found.ts';
import type { Reading } from './reading.ts';

/** Weapons said to have been used: none in the paragraph of older events, and none for talks. */
export function extractWeapons(reading: Reading): Found<Weapon>[] {
  const { label } = reading.input;
  if (label !== 'clash' && label !== 'humanitarian') return [];
  const found = new Map<Weapon, Found<Weapon>>();
  for (const sentence of reading.sentences) {
    if (sentence.isBackground) continue;
    for (const hit of sentence.hits) {
      const weapon = WEAPONS.find((name) => hit.kind === 'weapon' && name === hit.id);
      if (weapon === undefined || (label === 'humanitarian' && weapon !== 'mine')) continue;
      const spans = [...(found.get(weapon)?.spans ?? []), spanOf(sentence, hit, 'named')];
      found.set(weapon, { value: weapon, spans });
    }
  }
  return [...found.values()];
}
