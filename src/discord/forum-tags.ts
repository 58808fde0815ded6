import { type Incident, STATUSES, type Status } from '../domain/incident.ts';
import { LANGUAGES, type Language } from '../domain/language.ts';
import { wordsOf } from '../words/words.ts';

/** A tag of a forum, as those who run it named it. */
export interface ForumTag {
  readonly id: string;
  readonly name: string;
  /** Only members who may manage threads apply it; a bot without that permission would be refused. */
  readonly isModerated: boolean;
}

/** What a forum says of its tags. */
export interface ForumTags {
  readonly tags: readonly ForumTag[];
  /** A post without a tag is refused. */
  readonly isTagRequired: boolean;
}

/** Most tags on one post. Source: docs.discord.com, Channel object, applied_tags. */
export const MOST_TAGS = 5;
/** Longest name of a tag. Source: docs.discord.com, Forum Tag object. */
const LONGEST_NAME = 20;
/** Names that fit any post of ours, where none fits this one. */
const ANY_POST = new Set(['news', 'alert', 'alerts', 'other', 'general', 'misc']);

/**
 * The forum's tags for an incident, one each for label, severity and status. A tag fits by its name: our word in any interface language, our own id, or the
 * beginning of our word in whole words, for Discord cuts names at 20. The reader's language comes first where several fit. Where the forum wants a tag and
 * none fits, a general one, else the first: an alert under an odd tag is better than none. `undefined` for a message about several incidents.
 */
export function tagsFor(incident: Incident | undefined, forum: ForumTags, language: Language): readonly string[] {
  const usable = forum.tags.filter((tag) => !tag.isModerated);
  const found = incident === undefined ? [] : wishesOf(incident).flatMap((wish) => fitting(usable, wish, language));
  const unique = [...new Set(found)].slice(0, MOST_TAGS);
  if (unique.length > 0 || !forum.isTagRequired) return unique;
  const fallback = usable.find((tag) => ANY_POST.has(plain(tag.name))) ?? usable[0] ?? forum.tags[0];
  return fallback === undefined ? [] : [fallback.id];
}

/** The tags of a post after a change: those that people added stay, ours of before go, at most five in all. */
export function changedTags(
  applied: readonly string[],
  incident: Incident,
  forum: ForumTags,
  language: Language,
): readonly string[] {
  const ours = new Set(allTags(forum.tags.filter((tag) => !tag.isModerated)));
  const kept = applied.filter((id) => !ours.has(id));
  const wanted = tagsFor(incident, forum, language);
  return [...new Set([...kept, ...wanted])].slice(0, MOST_TAGS);
}

/** One aspect of an incident: words for it by language, and names that need no language. */
interface Wish {
  readonly inLanguage: (language: Language) => readonly string[];
  readonly ids: readonly string[];
}

function wishesOf({ label, severity, status, withdrawn }: Incident): readonly Wish[] {
  return [labelWish(label), severityWish(severity), statusWish(withdrawn === undefined ? status : 'retracted')];
}

function labelWish(label: Incident['label']): Wish {
  return { inLanguage: (language) => [wordsOf(language).text.label[label]], ids: [label] };
}

function severityWish(level: Incident['severity']): Wish {
  return { inLanguage: (language) => [wordsOf(language).text.severity[level]], ids: [`severity ${level}`] };
}

function statusWish(status: Status): Wish {
  return {
    inLanguage: (language) => {
      const { text } = wordsOf(language);
      const { [status]: said } = text.status;
      return status === 'claimed' || status === 'acknowledged' ? [said, text.plainStatus[status].word] : [said];
    },
    ids: [status],
  };
}

function fitting(tags: readonly ForumTag[], wish: Wish, first: Language): readonly string[] {
  const languages = [first, ...LANGUAGES.filter((language) => language !== first)];
  const names = [...languages.flatMap((language) => wish.inLanguage(language)), ...wish.ids].map(plain);
  for (const fits of [isSame, isBeginning]) {
    for (const name of names) {
      const found = tags.find((tag) => fits(plain(tag.name), name));
      if (found !== undefined) return [found.id];
    }
  }
  return [];
}

function isSame(tag: string, name: string): boolean {
  return tag === name || (tag !== '' && tag === plain(name.slice(0, LONGEST_NAME)));
}

function isBeginning(tag: string, name: string): boolean {
  return tag.length >= 4 && name.startsWith(`${tag} `);
}

/** Every tag that we would put on some incident. */
function allTags(tags: readonly ForumTag[]): readonly string[] {
  const wishes = [
    ...(['clash', 'ceasefire', 'negotiation', 'humanitarian'] as const).map(labelWish),
    ...([0, 1, 2, 3, 4] as const).map(severityWish),
    ...STATUSES.map(statusWish),
  ];
  return LANGUAGES.flatMap((language) => wishes.flatMap((wish) => fitting(tags, wish, language)));
}

/** Letters and digits alone, in small letters: `⚔️ Clash` is `clash`. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\uFE00-\uFE0F]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
