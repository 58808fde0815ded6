import type { Casualties, Span } from '../domain/report.ts';
import { type SideFound, sideOf } from './casualty-sides.ts';
import { type Found, spanOf } from './found.ts';
import type { Loss } from './harm.ts';
import { LARGE, lossesOf } from './losses.ts';
import type { Mentions } from './mentions.ts';
import { hitsOf, type Reading, type Sentence } from './reading.ts';
import { reconcile } from './reconcile.ts';

type Value = Omit<Casualties, 'claimIds'>;

/** A toll with what it was read from. */
export interface Entry extends Found<Value> {
  readonly loss: Loss | undefined;
  /** Whose loss it is was read beside the number, not concluded. */
  readonly isDirect: boolean;
}

/** Tolls of this item's incident; older totals, joint figures and returned bodies are left out. */
export function extractCasualties(reading: Reading, mentions: Mentions): Found<Value>[] {
  const { label } = reading.input;
  if (label !== 'clash' && label !== 'humanitarian') return [];
  const entries: Entry[] = [];
  let wasOlder = false;
  for (const sentence of reading.sentences) {
    // "In the war 7 soldiers died. 109 were wounded.": what goes on about an older toll is older, too.
    const isContinued: boolean = wasOlder && !sentence.hits.some((hit) => DATED.has(hit.kind));
    const isOld = isOlder(reading, sentence);
    wasOlder = isContinued || (isOld && hitsOf(sentence, 'killed', 'wounded').length > 0);
    if (isOld || isContinued || (sentence.isBackground && !isOfSameEvent(reading, sentence, entries))) continue;
    let previous: { loss: Loss; side: SideFound } | undefined;
    for (const loss of lossesOf(reading, sentence)) {
      if (isOfDeniedClaim(sentence, loss)) continue;
      const found = sideOf(reading, mentions, sentence, loss, loss.harm);
      const side = previous !== undefined && isElided(mentions, previous, loss) ? previous.side : found;
      previous = { loss, side };
      // Hundreds of whom nobody says whose they are: the toll of a war.
      if (loss.group.low >= LARGE && !side.isDirect) continue;
      add(entries, toEntry(side, loss));
    }
    for (const cue of hitsOf(sentence, 'noCasualties')) {
      const { side, isDirect } = sideOf(reading, mentions, sentence, undefined, cue);
      for (const kind of ['killed', 'wounded'] as const) {
        add(entries, {
          value: { side, kind, low: 0, high: 0 },
          spans: [spanOf(sentence, cue, 'noCasualties')],
          loss: undefined,
          isDirect,
        });
      }
    }
  }
  return reconcile(entries).map(({ value, spans }) => ({ value, spans }));
}

/** "We recall that four were killed and three wounded" behind news of those three: the same incident. */
function isOfSameEvent(reading: Reading, sentence: Sentence, entries: readonly Entry[]): boolean {
  return lossesOf(reading, sentence).some(({ kind, group }) =>
    entries.some(({ value }) => group.low > 1 && value.kind === kind && value.low === group.low),
  );
}

const DATED: ReadonlySet<string> = new Set(['day', 'weekday', 'month']);

/** "The report on the killing of a serviceman is a lie": one whom only a denied claim tells of. */
function isOfDeniedClaim(sentence: Sentence, { group, harm }: Loss): boolean {
  if (group.isSingle !== true || harm.group !== 'killed') return false;
  const claims = hitsOf(sentence, 'claimNoun').filter(
    (hit) => Math.min(Math.abs(hit.from - harm.to), Math.abs(group.from - hit.to)) <= 2,
  );
  return claims.length > 0 && hitsOf(sentence, 'denial').some((hit) => hit.id !== 'allegedly');
}

/** "23 soldiers were killed, 4 captured": a bare number goes on about the people before it, when nobody is named between. */
function isElided(mentions: Mentions, previous: { loss: Loss; side: SideFound }, { group }: Loss): boolean {
  const { loss, side } = previous;
  if (!side.isDirect || group.people !== undefined || group.isSingle === true || group.from < loss.group.to)
    return false;
  return !mentions.in(group.sentence).some((one) => one.from >= loss.group.to && one.from <= group.to + 2);
}

/** "Since 2020", "in the war": totals of other times. */
function isOlder(reading: Reading, sentence: Sentence): boolean {
  if (hitsOf(sentence, 'history').length > 0) return true;
  const years = sentence.scan.tokens
    .slice(sentence.from, sentence.to)
    .map((token) => Number(/^((?:19|20)\d\d)$/u.exec(token.text)?.[1]))
    .filter((year) => year > 0);
  if (years.length === 0) return false;
  const published = Number(reading.input.publishedAt?.slice(0, 4));
  const isTotal =
    hitsOf(sentence, 'toll', 'topic', 'bothSides').length > 0 || years.length > 1 || isSinceDate(reading, sentence);
  return isTotal && (Number.isNaN(published) || years.some((year) => year < published));
}

/** "С 10 ноября 2020 года": from that day on. */
function isSinceDate({ grammar }: Reading, sentence: Sentence): boolean {
  return sentence.hits.some(
    (hit) =>
      hit.kind === 'month' &&
      [1, 2].some(
        (back) => grammar.originBefore(sentence.scan.tokens[hit.from - back]?.text) && hit.from - back >= sentence.from,
      ),
  );
}

function toEntry({ side, isDirect }: SideFound, loss: Loss): Entry {
  const { group, kind, ofWounds } = loss;
  const span: Span = spanOf(group.sentence, group, `${kind}${group.isSingle === true ? 'One' : 'Counted'}`);
  return {
    value: {
      side,
      ...(group.isCivilian ? { civilian: true as const } : {}),
      kind,
      low: group.low,
      ...(group.isOpen ? {} : { high: group.low }),
      ...(group.vague === undefined ? {} : { vague: group.vague }),
      ...(ofWounds === undefined ? {} : { ofWounds }),
    },
    spans: [span],
    loss,
    isDirect,
  };
}

function add(entries: Entry[], entry: Entry): void {
  const { value } = entry;
  const index = entries.findIndex(
    ({ value: known }) => known.side === value.side && known.kind === value.kind && known.low === value.low,
  );
  const known = entries[index];
  if (known === undefined) {
    entries.push(entry);
    return;
  }
  const isCivilian = known.value.civilian === true || value.civilian === true;
  entries[index] = {
    ...known,
    value: isCivilian ? { ...known.value, civilian: true } : known.value,
    spans: [...known.spans, ...entry.spans],
    isDirect: known.isDirect || entry.isDirect,
  };
}
