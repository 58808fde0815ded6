import type { RelevantLabel } from '../src/domain/classification.ts';
import type { Report } from '../src/domain/report.ts';

/** Words in which the reports are told, by language. */
export const WORDS: Readonly<Record<string, readonly string[]>> = {
  hy: invent('աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփք', 11),
  az: invent('abcçdeəfgğhxıijkqlmnoöprsştuüvyz', 12),
  ru: invent('абвгдежзийклмнопрстуфхцчшыьэюя', 13),
  en: invent('abcdefghijklmnopqrstuvwxyz', 14),
};

/** A generator of its own, so that two runs measure the same. Source: Steele, Vigna, "LXM" family's mixer (32 bits). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** Invented words of news length in four scripts and alphabets. */
function invent(letters: string, seed: number): string[] {
  const next = random(seed);
  return Array.from({ length: 500 }, () =>
    Array.from({ length: 3 + Math.floor(next() * 8) }, () => pick(letters.split(''), next)).join(''),
  );
}

export function pick<T>(list: readonly T[], next: () => number): T {
  return list[Math.floor(next() * list.length)] as T;
}

/** What one outlet tells of a story: the story decides label and place, the teller who prints it, and chance the language and the words. `spots`: places it may be at. */
export function inventReport(
  atMs: number,
  next: () => number,
  story: number,
  teller: number,
  spots: readonly string[],
): Report {
  const label = pick<RelevantLabel>(
    ['clash', 'clash', 'clash', 'humanitarian', 'negotiation', 'ceasefire'],
    random(story),
  );
  const place = pick(spots, random(story + 7));
  const language = pick(['hy', 'az', 'ru', 'en'], next);
  const words = Array.from({ length: 28 }, () => pick(WORDS[language] ?? [], next));
  const arrivedAt = new Date(atMs).toISOString();
  const side = language === 'az' ? 'AZE' : 'ARM';
  return {
    itemId: `i${story}-${teller}`,
    feedId: `feed-${teller}-${language}`,
    outletId: `outlet-${teller}-${language}`,
    ownerId: `owner-${teller}`,
    outletSide: side,
    language,
    label,
    labels2: [],
    title: words.slice(0, 9).join(' '),
    summary: words.slice(9).join(' '),
    url: `https://outlet-${teller}.example/news/2026/${story}-${teller}.html`,
    publishedAt: arrivedAt,
    arrivedAt,
    itemRevision: 0,
    places: label === 'negotiation' ? [] : [place],
    venues: label === 'negotiation' ? [place] : [],
    mediators: [],
    parties: ['ARM', 'AZE'],
    accusations: label === 'clash' ? [['ARM', 'AZE']] : [],
    deniers: [],
    casualties:
      label === 'clash'
        ? [{ side: 'ARM', kind: 'wounded', low: 1 + (story % 3), high: 1 + (story % 3), claimIds: [] }]
        : [],
    weapons: label === 'clash' ? ['small-arms'] : [],
    occurred: { precision: 'unknown', basis: 'published' },
    claims: [
      {
        kind: label === 'clash' ? 'accuses' : 'observes',
        speaker: { party: side, office: 'defenceMinistry', name: 'Ministry of Defence' },
        about: { initiator: 'AZE', target: 'ARM', place },
        quote: words.slice(0, 14).join(' '),
        language,
        itemId: `i${story}-${teller}`,
      },
    ],
  };
}
