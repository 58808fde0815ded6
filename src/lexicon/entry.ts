import type { PartiesFile, PlacesFile, WeaponsFile } from '../config/schema/gazetteer.ts';
import type { LexiconFile } from '../config/schema/lexicon.ts';
import type { HitKind } from './hit.ts';

/** Everything a compiled lexicon is made from: the cues of each language and the names. */
export interface LexiconSources {
  readonly lexica: readonly LexiconFile[];
  readonly parties: PartiesFile;
  readonly places: PlacesFile;
  readonly weapons: WeaponsFile;
}

/** One thing that patterns stand for in one language: a cue, a name, a number word. */
export interface Entry {
  readonly kind: HitKind;
  readonly group: string;
  readonly id: string;
  readonly cue: string;
  readonly weight: number;
  readonly patterns: readonly string[];
  readonly except: readonly string[];
  readonly value?: number;
  readonly party?: string;
  readonly office?: string;
}

type Forms = Readonly<Partial<Record<string, readonly string[]>>>;

/** All entries of one language in the order of the files; names with forms for `any` language are among them. */
export function entriesOf(sources: LexiconSources, language: string): Entry[] {
  const entries: Entry[] = [];
  for (const file of sources.lexica) if (file.language === language) entries.push(...cueEntries(file));
  entries.push(...partyEntries(sources.parties, language));
  for (const [id, place] of Object.entries(sources.places.places)) {
    entries.push(name('place', id, `place/${id}`, formsOf(place.forms, language), place.except));
  }
  for (const [id, weapon] of Object.entries(sources.weapons.weapons)) {
    entries.push(name('weapon', id, `weapon/${id}`, formsOf(weapon.forms, language), weapon.except));
  }
  return entries.filter((entry) => entry.patterns.length > 0);
}

function cueEntries(file: LexiconFile): Entry[] {
  const entries: Entry[] = [];
  for (const [group, cues] of Object.entries(file.groups)) {
    for (const cue of cues ?? []) {
      entries.push({
        kind: 'cue',
        group,
        id: cue.id,
        cue: `${file.language}/${group}/${cue.id}`,
        weight: cue.weight,
        patterns: cue.any,
        except: cue.except ?? [],
      });
    }
  }
  entries.push(...valued('number', file.numbers), ...valued('vague', file.vague));
  file.months.forEach((patterns, index) => {
    entries.push(name('month', String(index + 1), `month/${index + 1}`, patterns, []));
  });
  for (const [pattern, start] of Object.entries(file.otherMonths)) {
    entries.push(name('month', start, `month/${start}`, [pattern], []));
  }
  file.weekdays.forEach((patterns, index) => {
    entries.push(name('weekday', String(index + 1), `weekday/${index + 1}`, patterns, []));
  });
  for (const [day, patterns] of Object.entries(file.days)) entries.push(name('day', day, `day/${day}`, patterns, []));
  return entries;
}

function valued(kind: 'number' | 'vague', words: Readonly<Record<string, number>>): Entry[] {
  return Object.entries(words).map(([pattern, value]) => ({
    ...name(kind, String(value), `${kind}/${value}`, [pattern], []),
    value,
  }));
}

function partyEntries(file: PartiesFile, language: string): Entry[] {
  const entries: Entry[] = [];
  for (const [code, party] of Object.entries(file.parties)) {
    entries.push({
      ...name('party', code, `party/${code}`, formsOf(party.forms, language), party.except),
      party: code,
    });
    for (const speaker of party.speakers) {
      entries.push({
        ...name('speaker', speaker.id, `speaker/${speaker.id}`, formsOf(speaker.forms, language), []),
        party: code,
        office: speaker.office,
      });
    }
  }
  for (const speaker of file.genericSpeakers) {
    entries.push({
      ...name('speaker', speaker.office, `speaker/${speaker.office}`, formsOf(speaker.forms, language), []),
      office: speaker.office,
    });
  }
  return entries;
}

function name(kind: HitKind, id: string, cue: string, patterns: readonly string[], except: readonly string[]): Entry {
  return { kind, group: kind, id, cue, weight: 1, patterns, except };
}

function formsOf(forms: Forms, language: string): readonly string[] {
  const own = forms[language] ?? [];
  const any = forms['any'] ?? [];
  return any.length === 0 ? own : [...own, ...any];
}
