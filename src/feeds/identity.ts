import type { FeedEntry } from '../domain/item.ts';
import { canonicalLink } from './canonical-link.ts';
import { fingerprint } from './hash.ts';
import { foldedWords, WordBuffer, writeWords } from './words.ts';

export interface IdentityContext {
  readonly outletId: string;
  /** Guids that are no addresses are only unique within their feed. */
  readonly feedId: string;
  /** Keys that this feed once gave to two titles; from the feed's state. */
  readonly sharedKeys: readonly string[];
}

/** One entry with what it is known by. */
export interface IdentifiedEntry {
  readonly entry: FeedEntry;
  /** Any of these seen before in the outlet means that the item is known. Strongest first; never empty. */
  readonly keys: readonly string[];
  /** To be remembered once the item is dealt with: `keys`, and its title, for the day its guid and link turn out to be shared. */
  readonly markKeys: readonly string[];
  /** Of title and summary, blind to case, spaces and punctuation: another hash for a known item is a revision of its report. */
  readonly textHash: string;
  /** For an item seen for the first time; deterministic. */
  readonly newItemId: string;
}

export interface Identified {
  /** In the order of the feed, repetitions of one item within the poll left out. */
  readonly entries: readonly IdentifiedEntry[];
  /** For the feed's next state. */
  readonly sharedKeys: readonly string[];
}

const MAX_SHARED_KEYS = 500;

/**
 * Says what each entry of a poll is known by. An item is its guid (scheme and host noise removed) or its canonical link; a guid or link that the feed gives to
 * two titles identifies nothing in this feed, now and later; title and day count only where neither is usable. Dates never decide what is new.
 * Look all keys of a poll up before marking any of them.
 */
export function identify(entries: readonly FeedEntry[], context: IdentityContext): Identified {
  return identifyCandidates(
    entries.map((entry) => candidateOf(entry, context.feedId)),
    context,
  );
}

/** The same for entries whose own part was worked out elsewhere, such as in a reading thread. */
export function identifyCandidates(candidates: readonly Candidate[], context: IdentityContext): Identified {
  const shared = new Set([...context.sharedKeys, ...keysOfTwoTitles(candidates)]);
  const taken = new Set<string>();
  const identified: IdentifiedEntry[] = [];
  for (const candidate of candidates) {
    const usable = candidate.strong.filter((key) => !shared.has(key));
    const keys = usable.length > 0 ? usable : [candidate.titleKey];
    if (keys.some((key) => taken.has(key))) continue;
    for (const key of keys) taken.add(key);
    const [first = candidate.titleKey] = keys;
    identified.push({
      entry: candidate.entry,
      keys,
      markKeys: [...new Set([...keys, candidate.titleKey])],
      textHash: candidate.textHash,
      newItemId: fingerprint(`${context.outletId}\n${first}`, 16),
    });
  }
  return { entries: identified, sharedKeys: [...shared].slice(-MAX_SHARED_KEYS) };
}

/** What one entry alone tells of its identity. */
export interface Candidate {
  readonly entry: FeedEntry;
  readonly titleKey: string;
  /** Keys of guid and link. */
  readonly strong: readonly string[];
  readonly textHash: string;
}

/** Works out the part of an entry's identity that needs no other entry. */
export function candidateOf(entry: FeedEntry, feedId: string): Candidate {
  const link = canonicalLink(entry.url);
  const guid = guidKey(entry.guid, feedId);
  const strong = [...(guid === undefined ? [] : [guid]), ...(link === undefined ? [] : [`l.${fingerprint(link)}`])];
  words.clear();
  writeWords(titleOf(entry), words);
  words.addAscii(`\n${entry.publishedAt?.slice(0, 10) ?? 'undated'}`);
  const titleKey = `t.${fingerprint(words.written())}`;
  return { entry, titleKey, strong, textHash: textHash(entry) };
}

function titleOf(entry: FeedEntry): string {
  return entry.title === '' ? entry.summary.slice(0, 200) : entry.title;
}

/** Used for one text at a time and then again. */
const words = new WordBuffer();

function guidKey(guid: string | undefined, feedId: string): string | undefined {
  const text = guid?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^https?:/i.test(text)) {
    const address = canonicalLink(text);
    return address === undefined ? undefined : `g.${fingerprint(address)}`;
  }
  // tag:, urn: and bare names and numbers; a number is only unique where it was given.
  return `g.${fingerprint(/^(?:tag|urn):/i.test(text) ? text : `${feedId}\n${text}`)}`;
}

/** Keys that stand on entries with different titles in one poll; case, spaces and punctuation make no difference. */
function keysOfTwoTitles(candidates: readonly Candidate[]): string[] {
  const firstByKey = new Map<string, FeedEntry>();
  const shared = new Set<string>();
  for (const { strong, entry } of candidates) {
    for (const key of strong) {
      const first = firstByKey.get(key);
      if (first === undefined) firstByKey.set(key, entry);
      else if (!shared.has(key) && foldedWords(titleOf(first)) !== foldedWords(titleOf(entry))) shared.add(key);
    }
  }
  return [...shared];
}

/** Fingerprint of what an entry says; see `IdentifiedEntry.textHash`. */
export function textHash(entry: Pick<FeedEntry, 'title' | 'summary'>): string {
  words.clear();
  writeWords(entry.title, words);
  words.addAscii('\n');
  writeWords(entry.summary, words);
  return fingerprint(words.written());
}
