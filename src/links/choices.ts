import type { Choice } from '../discord/commands/ports.ts';
import type { Language } from '../domain/language.ts';
import { fold } from '../language/fold.ts';
import type { PlaceNames } from '../words/card-types.ts';
import { allNames, placeName } from '../words/place-name.ts';

const MAX_CHOICES = 25;

type Places = Readonly<Record<string, PlaceNames>>;

/** A thing to choose by any of its names. */
interface Named {
  readonly value: string;
  readonly shown: string;
  /** Plain letters, see `plain`. */
  readonly searched: readonly string[];
}

/** Folding thousands of names at every key typed would take milliseconds from all else. */
const SEARCHED = new WeakMap<Places, Readonly<Record<string, readonly string[]>>>();

/** Things by their names, the first of which is shown. */
export function choices(
  all: readonly { readonly value: string; readonly names: readonly string[] }[],
  typed: string,
): readonly Choice[] {
  const named = all.map(({ value, names }) => ({ value, shown: names[0] ?? value, searched: names.map(plain) }));
  return chosen(named, typed);
}

/** Places as the reader's language names them, found by their names in any language or script. */
export function placeChoices(places: Places, typed: string, language: Language): readonly Choice[] {
  const searched = searchedNames(places);
  const named = Object.entries(places).map(([value, place]) => ({
    value,
    shown: placeName(place, language),
    searched: searched[value] ?? [],
  }));
  return chosen(named, typed);
}

/** Names that begin with what was typed come before those that hold it. */
function chosen(all: readonly Named[], typed: string): readonly Choice[] {
  const wanted = plain(typed).trim();
  return all
    .flatMap(({ value, shown, searched }) => {
      const rank = Math.min(...searched.map((name) => rankOf(name, wanted)));
      return rank === Number.POSITIVE_INFINITY ? [] : [{ rank, name: shown, value }];
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_CHOICES)
    .map(({ name, value }) => ({ name: name.slice(0, 100), value }));
}

function searchedNames(places: Places): Readonly<Record<string, readonly string[]>> {
  const known = SEARCHED.get(places);
  if (known !== undefined) return known;
  const made = Object.fromEntries(
    Object.entries(places).map(([id, place]) => [id, [...new Set([id, ...allNames(place)].map(plain))]]),
  );
  SEARCHED.set(places, made);
  return made;
}

/** Whoever searches may lack the keys: `xankendi` finds Xankəndi. */
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
