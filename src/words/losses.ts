import type { Incident } from '../domain/incident.ts';
import type { Casualties, Claim } from '../domain/report.ts';
import type { CardNames, Losses } from './card-types.ts';
import { outletName, partyName, speakerName } from './naming.ts';
import { fill, type Words } from './words.ts';

type Told = Pick<Incident, 'casualties' | 'claims' | 'reports'>;

/** Losses side by side; every figure names who says so. */
export function lossesOf(incident: Told, names: CardNames, words: Words): readonly Losses[] {
  const sides = [...new Set(incident.casualties.map((loss) => loss.side))];
  const rank = (side: string) => (names.sides.includes(side) ? names.sides.indexOf(side) : names.sides.length);
  sides.sort((a, b) => rank(a) - rank(b));
  return sides.map((side) => ({
    name: sideName(side, names, words),
    lines: incident.casualties
      .filter((loss) => loss.side === side && !haveDied(loss, incident, names, words))
      .map((loss) => `${figure(loss, words)} — ${attribution(loss, incident, names, words)}`),
  }));
}

/** Wounded of whom nobody but their own side told, and none of whom is left by its latest figure: they stand among the killed. */
function haveDied(loss: Casualties, incident: Told, names: CardNames, words: Words): boolean {
  const own = partyName(loss.side, names, words.language);
  return (
    loss.kind === 'wounded' &&
    loss.best === 0 &&
    loss.high !== 0 &&
    incident.casualties.some((other) => other.side === loss.side && other.kind === 'killed' && other.low > 0) &&
    speakersOf(loss, incident, names, words, 'party').every((speaker) => speaker === own)
  );
}

/** `Armenia: 2 killed (according to Armenia)`, for the first line; `undefined` when no figure above zero is stated. */
export function lossesInShort(incident: Told, names: CardNames, words: Words): string | undefined {
  const worst = incident.casualties.filter((loss) => (loss.high ?? loss.low) > 0 || loss.low > 0);
  const ranked = worst.filter((loss) => loss.kind === 'killed').concat(worst.filter((loss) => loss.kind !== 'killed'));
  // One figure a side, the gravest: a first line that lists everything says nothing.
  const gravest = ranked.filter((loss, index) => ranked.findIndex((other) => other.side === loss.side) === index);
  const parts = gravest.slice(0, 2).map((loss) => {
    const speakers = speakersOf(loss, incident, names, words, 'party').slice(0, 2);
    const by = fill(words.text.figure.statedBy, { names: words.list(speakers) }, words.language);
    return `${sideName(loss.side, names, words)}${words.marks.colon}${amount(loss, words)} (${by})`;
  });
  return parts.length === 0 ? undefined : parts.join(words.marks.semicolon);
}

/** `2 to 5 wounded`, `at least 12 killed («dozens»)`, `no killed`. */
export function amount(loss: Casualties, words: Words): string {
  const { figure: text, casualty } = words.text;
  const { language } = words;
  const count = (shown: string, value: number) =>
    words.plural(casualty[loss.kind], value).replace(words.number(value), shown);
  if (loss.high === 0) return fill(text.none, { what: count('', 0).trim() }, language);
  if (loss.high === undefined) {
    const vague = loss.vague === undefined ? '' : ` («${loss.vague}»)`;
    return `${count(fill(text.atLeast, { n: words.number(loss.low) }, language), loss.low)}${vague}`;
  }
  if (loss.high === loss.low) return words.plural(casualty[loss.kind], loss.low);
  return count(fill(text.range, { low: words.number(loss.low), high: words.number(loss.high) }, language), loss.high);
}

function figure(loss: Casualties, words: Words): string {
  const text = words.text.figure;
  const parts = [loss.civilian === true ? `${amount(loss, words)} (${text.civilian})` : amount(loss, words)];
  // The own figure says something new only where the accounts differ.
  if (loss.best !== undefined && loss.low !== loss.high) {
    parts.push(fill(text.own, { n: words.number(loss.best) }, words.language));
  }
  return parts.join(words.marks.semicolon);
}

function sideName(side: string, names: CardNames, words: Words): string {
  return side === 'unknown' ? words.text.side.unknown : partyName(side, names, words.language);
}

function attribution(loss: Casualties, incident: Told, names: CardNames, words: Words): string {
  const speakers = speakersOf(loss, incident, names, words, 'office');
  const shown = speakers.length > 4 ? [...speakers.slice(0, 4), '…'] : speakers;
  return fill(words.text.figure.statedBy, { names: words.list(shown) }, words.language);
}

/** Who says it: speakers of the claims that carry the figure, else any speaker of those items, else the outlets that print it. */
function speakersOf(
  loss: Casualties,
  incident: Told,
  names: CardNames,
  words: Words,
  by: 'office' | 'party',
): readonly string[] {
  const behind = incident.claims.filter((claim) => loss.claimIds.includes(claim.itemId));
  const stating = behind.filter((claim) => claim.about.casualties?.some((told) => isSame(told, loss)) === true);
  const named = (stating.length > 0 ? stating : behind).filter((claim) => hasName(claim));
  const bySpeaker = new Map<string, string>();
  for (const claim of named) {
    const speaker =
      by === 'party' && claim.speaker.party !== undefined
        ? partyName(claim.speaker.party, names, words.language)
        : speakerName(claim.speaker, names, words.language);
    const told = claim.about.casualties?.find((candidate) => isSame(candidate, loss));
    bySpeaker.set(speaker, told === undefined || by === 'party' ? speaker : `${speaker} (${rangeOf(told, words)})`);
  }
  if (bySpeaker.size > 0) return [...(bySpeaker.size === 1 ? bySpeaker.keys() : bySpeaker.values())];
  const outlets = incident.reports.filter((report) => loss.claimIds.includes(report.itemId));
  if (outlets.length > 0) {
    return [...new Set(outlets.map((report) => outletName(report.outletId, names, words.language).name))];
  }
  return [words.text.side.noSpeaker];
}

function rangeOf(loss: Casualties, words: Words): string {
  const low = words.number(loss.low);
  if (loss.high === undefined) return fill(words.text.figure.atLeast, { n: low }, words.language);
  if (loss.high === loss.low) return low;
  return fill(words.text.figure.range, { low, high: words.number(loss.high) }, words.language);
}

function isSame(a: Casualties, b: Casualties): boolean {
  return a.side === b.side && a.kind === b.kind && a.civilian === b.civilian;
}

function hasName(claim: Claim): boolean {
  return claim.speaker.name !== undefined || claim.speaker.party !== undefined;
}
