import type { Choice } from '../discord/commands/ports.ts';
import type { Language } from '../domain/language.ts';
import { fold } from '../language/fold.ts';
import type { PlaceNames } from '../words/card-types.ts';
import { allNames, placeName } from '../words/place-name.ts';

const MAX_CHOICES = 25;

/** A thing to choose by any of its names. */
export interface Named {
  readonly value: string;
  /** The first is shown, all are searched. */
  readonly names: readonly string[];
}

/** Names that begin with what was typed come before those that hold it. */
export function choices(all: readonly Named[], typed: string): readonly Choice[] {
  const wanted = plain(typed).trim();
  const ranked = all.flatMap(({ value, names }) => {
    const rank = Math.min(...names.map((name) => rankOf(plain(name), wanted)));
    return rank === Number.POSITIVE_INFINITY ? [] : [{ rank, name: names[0] ?? value, value }];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_CHOICES)
    .map(({ name, value }) => ({ name: name.slice(0, 100), value }));
}

/** Whoever searches may lack the keys: `xankendi` finds Xankəndi, `cermuk` Çermuk. */
function plain(text: string): string {
  return fold(text)
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll('ə', 'e');
}

function rankOf(name: string, wanted: string): number {
  if (wanted === '') return 2;
  if (name.startsWith(wanted)) return 0;
  return name.includes(wanted) ? 1 : Number.POSITIVE_INFINITY;
}

/** Places as the reader's language names them, found by their names in any language or script. */
export function placeChoices(
  places: Readonly<Record<string, PlaceNames>>,
  typed: string,
  language: Language,
): readonly Choice[] {
  const named = Object.entries(places).map(([value, place]) => ({
    value,
    names: [placeName(place, language), ...allNames(place)],
  }));
  return choices(named, typed);
}
