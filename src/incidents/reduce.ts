import { LABELS, type RelevantLabel } from '../domain/classification.ts';
import type { Change, Incident, IncidentPlace, IncidentSource } from '../domain/incident.ts';
import type { Claim, Occurred, Report, TimePrecision } from '../domain/report.ts';
import { type Account, accountOf, isSummaryReport } from './account.ts';
import { rangesOf } from './casualties.ts';
import type { Step } from './changes.ts';
import type { IncidentContext } from './context.ts';
import { type Folded, foldAccounts } from './fold.ts';
import { severityOf } from './severity.ts';
import { subtypeOf } from './subtype.ts';
import { publishedMs } from './times.ts';

/** Longest quote kept on an incident, characters; the article has the rest. */
const MAX_QUOTE = 240;
/** Claims kept on an incident; a story told a hundred times says little new. */
const MAX_CLAIMS = 80;
/** Changes that reports cannot tell of: made by hand, or by another incident. */
const OUTSIDE: ReadonlySet<Change['kind']> = new Set(['joined', 'split', 'withdrawn', 'ended']);

/** An incident's history of what people and other incidents did to it survives every new reduction. */
export type Previous = Pick<
  Incident,
  'revision' | 'history' | 'related' | 'blindSpots' | 'withdrawn' | 'joinedInto' | 'updatedAt'
>;

/**
 * The incident that a set of reports tells of. The order and the repetition of the reports change nothing: they are told in the order of their
 * arrival, each revision of an item once. `previous` adds what no report tells: corrections by hand, links, blind spots. `reports` must not be empty.
 * `droppedArticles`: reports that added nothing and are counted only.
 */
export function reduceIncident(
  id: string,
  reports: readonly (Report | Account)[],
  previous: Previous | undefined,
  context: IncidentContext,
  droppedArticles = 0,
): Incident {
  const accounts = inOrder(reports, context);
  const first = accounts[0];
  const last = accounts.at(-1);
  if (first === undefined || last === undefined) throw new Error(`incident ${id} has no reports to reduce`);
  const label = majorityLabel(accounts);
  const folded = foldAccounts(label, accounts, context);
  const { state } = folded;
  const outside = (previous?.history ?? []).filter(isFromOutside);
  const history = numberHistory(folded.steps, outside, previous);
  const clarity = accounts.some(isSummaryReport) ? 2 : 1;
  const places = placesByMention(accounts, context);
  const subjects = [...new Set(accounts.flatMap((account) => account.subjects))];
  const casualties = rangesOf(state.ledger, state.status === 'retracted');
  const venues = unique(accounts.flatMap((account) => account.venues));
  const weapons = unique(accounts.flatMap((account) => account.weapons)).filter((weapon) => weapon !== 'none');
  const facts = { label, clarity, weapons, casualties, venues, subjects } as const;
  const truceWasBroken = outside.some((change) => change.kind === 'truceCollapse' && change.detail.startsWith('by '));
  const ceasefireState = truceWasBroken && label === 'ceasefire' ? ('broken' as const) : state.ceasefireState;
  const breaksTruce = outside.some((change) => change.kind === 'truceCollapse' && change.detail.startsWith('of '));
  const violations = accounts.find((account) => account.violations !== undefined)?.violations;
  const subtype = subtypeOf(facts);
  const rated = {
    ...facts,
    subtype,
    places,
    status: state.status,
    breaksTruce,
    ...(ceasefireState === undefined ? {} : { ceasefireState }),
    ...(state.talksStage === undefined ? {} : { talksStage: state.talksStage }),
  };
  return {
    id,
    revision: Math.max(history.at(-1)?.revision ?? 1, previous?.revision ?? 0),
    label,
    subtype,
    occurred: occurredOf(accounts),
    place: placeOf(places, venues, context),
    places,
    venues,
    mediators: unique(accounts.flatMap((account) => account.mediators)),
    parties: directionOf(accounts, context),
    status: state.status,
    casualties,
    weapons,
    ...(ceasefireState === undefined ? {} : { ceasefireState }),
    ...(state.talksStage === undefined ? {} : { talksStage: state.talksStage }),
    ...(violations === undefined ? {} : { violations }),
    claims: claimsOf(accounts, folded),
    reports: sourcesOf(accounts, folded),
    sources: {
      articles: new Set(accounts.map((account) => account.itemId)).size + droppedArticles,
      outlets: state.told.outlets.size,
      owners: new Set(accounts.map((account) => account.ownerId)).size,
      origins: originsOf(accounts),
      sides: state.told.sides.size,
      languages: state.told.languages.size,
    },
    severity: severityOf(rated, context),
    clarity,
    blindSpots: previous?.blindSpots ?? [],
    related: previous?.related ?? [],
    history,
    firstSeenAt: first.arrivedAt,
    updatedAt: latest(last.arrivedAt, outside.at(-1)?.at),
    ...(previous?.withdrawn === undefined ? {} : { withdrawn: previous.withdrawn }),
    ...(previous?.joinedInto === undefined ? {} : { joinedInto: previous.joinedInto }),
  };
}

/** True for a change that no report of this incident tells of. */
function isFromOutside(change: Change): boolean {
  return OUTSIDE.has(change.kind) || (change.kind === 'truceCollapse' && /^(by|of) /.test(change.detail));
}

/** Accounts in the order of their arrival, each revision of an item once. */
export function inOrder(reports: readonly (Report | Account)[], context: IncidentContext): Account[] {
  const byKey = new Map<string, Account>();
  for (const report of reports) {
    const key = `${report.arrivedAt}|${report.itemId}|${report.itemRevision}`;
    if (!byKey.has(key)) byKey.set(key, accountOf(report, context));
  }
  const byItem = new Map<string, string>();
  const sorted = [...byKey.keys()].sort();
  return sorted.flatMap((key) => {
    const account = byKey.get(key);
    if (account === undefined) return [];
    // The same revision seen again later is the same account.
    const item = `${account.itemId}|${account.itemRevision}`;
    if (byItem.has(item)) return [];
    byItem.set(item, key);
    return [account];
  });
}

/** Numbers each report that changed something, and each change from outside, in the order of time. */
function numberHistory(steps: readonly Step[], outside: readonly Change[], previous: Previous | undefined): Change[] {
  const known = new Map((previous?.history ?? []).map((change) => [keyOf(change), change.revision]));
  const all = [...steps, ...outside].map((step, index) => ({ step, index }));
  all.sort((a, b) => (a.step.at === b.step.at ? a.index - b.index : a.step.at < b.step.at ? -1 : 1));
  let revision = 0;
  let group = '';
  const next = (previous?.revision ?? 0) + 1;
  return all.map(({ step }) => {
    const before = known.get(keyOf(step));
    const ownGroup = `${step.at}|${step.itemId ?? step.kind}`;
    if (before !== undefined) revision = Math.max(revision, before);
    else if (previous !== undefined) revision = Math.max(revision, next);
    else if (ownGroup !== group) revision += 1;
    group = ownGroup;
    return { revision, ...withoutRevision(step) };
  });
}

function withoutRevision(step: Step | Change): Step {
  const { at, itemId, kind, detail, material } = step;
  return { at, ...(itemId === undefined ? {} : { itemId }), kind, detail, material };
}

function keyOf(change: Step | Change): string {
  return `${change.at}|${change.itemId ?? ''}|${change.kind}|${change.detail}`;
}

function majorityLabel(accounts: readonly Account[]): RelevantLabel {
  const counts = new Map<RelevantLabel, number>();
  for (const account of accounts) counts.set(account.label, (counts.get(account.label) ?? 0) + 1);
  const first = accounts[0]?.label ?? 'clash';
  let best = first;
  for (const label of LABELS) {
    if (label !== 'other' && (counts.get(label) ?? 0) > (counts.get(best) ?? 0)) best = label;
  }
  return best;
}

/** Most specific first; among those, the most often named. */
function placesByMention(accounts: readonly Account[], context: IncidentContext): string[] {
  const mentions = new Map<string, number>();
  for (const place of accounts.flatMap((account) => account.places))
    mentions.set(place, (mentions.get(place) ?? 0) + 1);
  const breadth = { spot: 0, district: 1, province: 2, wide: 3 } as const;
  const rank = (id: string) => breadth[context.geography.breadthOf(id)];
  return [...mentions.keys()].sort(
    (a, b) => rank(a) - rank(b) || (mentions.get(b) ?? 0) - (mentions.get(a) ?? 0) || (a < b ? -1 : 1),
  );
}

function placeOf(places: readonly string[], venues: readonly string[], context: IncidentContext): IncidentPlace {
  const id = places[0] ?? venues[0];
  const place = id === undefined ? undefined : context.geography.placeOf(id);
  if (id === undefined || place === undefined) {
    return { names: { en: id ?? 'place not stated' }, sideNames: {}, precision: 5 };
  }
  return {
    gazetteerId: id,
    names: { en: place.name },
    sideNames: place.sideNames,
    ...(place.lat === undefined ? {} : { lat: place.lat }),
    ...(place.lon === undefined ? {} : { lon: place.lon }),
    precision: place.precision as IncidentPlace['precision'],
  };
}

const FINENESS: Readonly<Record<TimePrecision, number>> = {
  minute: 0,
  hour: 1,
  partOfDay: 2,
  day: 3,
  week: 4,
  unknown: 5,
};

/** The finest stated time, the first told among equals; else the day of the first publication. */
function occurredOf(accounts: readonly Account[]): Occurred {
  const stated = accounts
    .map((account) => account.occurred)
    .filter((one) => one.basis === 'stated' && one.from !== undefined);
  const finest = [...stated].sort((a, b) => FINENESS[a.precision] - FINENESS[b.precision])[0];
  if (finest !== undefined) return finest;
  const published = Math.min(...accounts.map(publishedMs));
  return { from: new Date(published).toISOString(), precision: 'day', basis: 'published' };
}

/** The direction that was alleged first. */
function directionOf(accounts: readonly Account[], context: IncidentContext): Incident['parties'] {
  const pair = accounts.flatMap((account) => account.accusations).find(([from, to]) => from !== to);
  if (pair === undefined) return { basis: 'alleged' };
  const target = context.camps.opponentOf(pair[1]) ?? pair[0];
  return { initiator: pair[1], target, basis: 'alleged' };
}

/** Append-only, in the order of arrival; copies repeat claims and add none. */
function claimsOf(accounts: readonly Account[], folded: Folded): Claim[] {
  const seen = new Set<string>();
  const claims: Claim[] = [];
  for (const account of accounts) {
    if (claims.length >= MAX_CLAIMS) break;
    if (folded.duplicates.has(account.itemId)) continue;
    for (const claim of account.claims) {
      const key = JSON.stringify([claim.itemId, claim.kind, claim.speaker, claim.about, claim.quote]);
      if (seen.has(key) || claims.length >= MAX_CLAIMS) continue;
      seen.add(key);
      claims.push(
        claim.quote.length > MAX_QUOTE ? { ...claim, quote: `${claim.quote.slice(0, MAX_QUOTE - 1)}…` } : claim,
      );
    }
  }
  return claims;
}

/** "The ministry", "officials": whoever a party has that is named anywhere else may be meant. */
const VAGUE_OFFICES: ReadonlySet<string> = new Set(['ministry', 'officials']);

/** Who is quoted, not who prints: distinct speakers. A party alone is one only where none of its offices is named. */
function originsOf(accounts: readonly Account[]): number {
  const namedOf = new Map<string, Set<string>>();
  for (const { speaker } of accounts.flatMap((account) => account.claims)) {
    if (speaker.party === undefined && speaker.name === undefined) continue;
    const named = namedOf.get(speaker.party ?? '') ?? new Set();
    namedOf.set(speaker.party ?? '', named);
    const who = speaker.office ?? speaker.name;
    if (who !== undefined && !VAGUE_OFFICES.has(who)) named.add(who);
  }
  return [...namedOf.values()].reduce((total, named) => total + Math.max(1, named.size), 0);
}

/** The latest revision of each item. */
function sourcesOf(accounts: readonly Account[], folded: Folded): IncidentSource[] {
  const byItem = new Map<string, IncidentSource>();
  for (const account of accounts) {
    const duplicateOf = folded.duplicates.get(account.itemId);
    byItem.set(account.itemId, {
      itemId: account.itemId,
      outletId: account.outletId,
      ownerId: account.ownerId,
      outletSide: account.outletSide,
      language: account.language,
      title: account.title,
      url: account.url,
      ...(account.publishedAt === undefined ? {} : { publishedAt: account.publishedAt }),
      arrivedAt: byItem.get(account.itemId)?.arrivedAt ?? account.arrivedAt,
      ...(duplicateOf === undefined ? {} : { duplicateOf }),
    });
  }
  return [...byItem.values()];
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function latest(a: string, b: string | undefined): string {
  return b !== undefined && b > a ? b : a;
}
