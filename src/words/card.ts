import type { Change, Incident, IncidentSource, Status } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { accountsOf } from './accounts.ts';
import type { AlertCard, CardLink, CardNames } from './card-types.ts';
import { changeText } from './changes.ts';
import { headlineOf, nameOfPlace, whereOf } from './headline.ts';
import { lossesOf } from './losses.ts';
import { entry, outletName, partyName } from './naming.ts';
import { fillText, type Moment, type Text } from './text.ts';
import { fill, type Words, wordsOf } from './words.ts';

/** What stands on every message of a delivery, so that it can be found again: incident id and revision. */
export function markerOf(incidentId: string, revision: number): string {
  return `${incidentId} r${revision}`;
}

/** The facts of one incident revision in one language, as plain text ready to lay out. `changes`: what is told as new. */
export function alertCard(
  incident: Incident,
  language: Language,
  names: CardNames,
  changes: readonly Change[] = [],
): AlertCard {
  const words = wordsOf(language);
  const { text } = words;
  const { sides, others } = accountsOf(incident, names, words);
  const precision = incident.place.precision;
  const severityWord = text.severity[incident.severity];
  const place = whereOf(incident, names, words);
  const isMeeting = incident.venues.length > 0 && incident.label !== 'clash' && incident.label !== 'humanitarian';
  const takenBack = takenBackOf(incident, words);
  // Who did it is a question only where somebody is accused, and "one side says so" is true only where a side speaks.
  const isContested =
    sides.some((side) => side.statements.length > 0) &&
    (incident.label === 'clash' || incident.claims.some((claim) => claim.kind === 'accuses'));
  return {
    incidentId: incident.id,
    revision: incident.revision,
    language,
    direction: words.direction,
    label: { id: incident.label, word: text.label[incident.label] },
    severity: {
      level: incident.severity,
      word: severityWord,
      full: fill(text.severityOf, { word: severityWord, n: words.number(incident.severity) }, language),
    },
    headline: headlineOf(incident, names, words),
    place: place === '' ? text.unknownPlace : place,
    ...(precision === 1 || place === '' || isMeeting ? {} : { placeNote: text.precision[precision] }),
    when: whenOf(incident, words),
    status: { id: incident.status, ...statusWords(incident.status, isContested, words) },
    facts: factsOf(incident, names, words, isMeeting),
    accounts: incident.label === 'clash' || sides.some((side) => side.statements.length > 0) ? sides : [],
    others,
    losses: incident.status === 'retracted' ? [] : lossesOf(incident, names, words),
    counts: countsOf(incident, words),
    languages: words.list([...new Set(incident.reports.map((report) => words.languageName(report.language)))]),
    blindSpots: incident.blindSpots.map((spot): Text => {
      const party = spot.side === 'third' ? text.side.third : partyName(spot.side, names, language);
      return fillText(text.blindSpot, { party }, { at: spot.since, style: 'time' }, language);
    }),
    links: linksOf(incident, names, words),
    ...(takenBack === undefined ? {} : { takenBack }),
    changes: tellingChanges(changes, names, words),
    updatedAt: incident.updatedAt,
    marker: markerOf(incident.id, incident.revision),
  };
}

/** Changes in words, each once; a first report and another outlet are no news to whoever reads the card. */
function tellingChanges(changes: readonly Change[], names: CardNames, words: Words): readonly string[] {
  const telling = changes.filter((change) => change.kind !== 'created' && change.kind !== 'sources');
  return [...new Set(telling.map((change) => changeText(change, names, words)))];
}

/** The report seen first, by publication where stated. */
export function oldestReport(incident: Pick<Incident, 'reports'>): IncidentSource | undefined {
  return sorted(incident.reports)[0];
}

function sorted(reports: readonly IncidentSource[]): readonly IncidentSource[] {
  return [...reports].sort((a, b) => (a.publishedAt ?? a.arrivedAt).localeCompare(b.publishedAt ?? b.arrivedAt));
}

function linksOf(incident: Incident, names: CardNames, words: Words): readonly CardLink[] {
  const oldest = oldestReport(incident);
  const best = bestReport(incident, names, words.language);
  const chosen: { kind: CardLink['kind']; report: IncidentSource }[] = [];
  if (oldest !== undefined) chosen.push({ kind: 'oldest', report: oldest });
  if (best !== undefined && best.itemId !== oldest?.itemId) chosen.push({ kind: 'best', report: best });
  return chosen.map(({ kind, report }) => {
    const outlet = outletName(report.outletId, names, words.language);
    return {
      kind,
      word: words.text.link[kind],
      title: report.title,
      url: report.url,
      outlet: outlet.name,
      outletLabel: outlet.label,
    };
  });
}

/**
 * The report that helps the reader most: one with several speakers quoted, of a reviewed outlet, of neither side, in the reader's language;
 * never a reprint when there is another.
 */
function bestReport(incident: Incident, names: CardNames, language: Language): IncidentSource | undefined {
  const score = (report: IncidentSource): number => {
    const outlet = entry(names.outlets, report.outletId);
    const speakers = new Set(
      incident.claims.filter((claim) => claim.itemId === report.itemId).map((claim) => claim.speaker.party),
    );
    return (
      speakers.size * 4 +
      (outlet !== undefined && outlet.alignment !== 'unreviewed' ? 1 : 0) +
      (report.outletSide === 'third' ? 2 : 0) +
      (report.language === language ? 1 : 0) -
      (report.duplicateOf === undefined ? 0 : 8)
    );
  };
  let best: IncidentSource | undefined;
  for (const report of sorted(incident.reports)) {
    if (best === undefined || score(report) > score(best)) best = report;
  }
  return best;
}

function whenOf(incident: Incident, words: Words): Text {
  const { when, whenPublished } = words.text;
  const { from, precision, basis } = incident.occurred;
  if (from === undefined || precision === 'unknown') {
    return [`${when.unknown} `, { at: incident.firstSeenAt, style: 'dateTime' }];
  }
  const isClock = precision === 'minute' || precision === 'hour';
  const moment: Moment = { at: from, style: isClock ? 'dateTime' : 'date' };
  const notes = [
    ...(precision === 'minute' ? [] : [when[precision]]),
    ...(basis === 'published' ? [whenPublished] : []),
  ];
  return notes.length === 0
    ? [moment, ' · ', { at: from, style: 'relative' }]
    : [moment, ` (${notes.join(words.marks.comma)})`];
}

function factsOf(incident: Incident, names: CardNames, words: Words, isMeeting: boolean): AlertCard['facts'] {
  const { field, weapon, summaryNote } = words.text;
  const weapons = incident.weapons.flatMap((id) => (id === 'none' ? [] : [weapon[id]]));
  const facts = [
    { name: field.weapon, value: words.list(weapons) },
    {
      name: field.venue,
      value: isMeeting ? '' : words.list(incident.venues.map((venue) => nameOfPlace(venue, names, words))),
    },
    {
      name: field.mediators,
      value: words.list(incident.mediators.map((party) => partyName(party, names, words.language))),
    },
    { name: field.reports, value: incident.clarity === 2 ? summaryNote : '' },
    { name: field.related, value: incident.related.slice(0, 5).join(', ') },
  ];
  return facts.filter((fact) => fact.value !== '');
}

/** How many report it; origins only where somebody is quoted. */
function countsOf(incident: Incident, words: Words): string {
  const { count } = words.text;
  const { sources } = incident;
  return [
    words.plural(count.articles, sources.articles),
    words.plural(count.outlets, sources.outlets),
    ...(sources.origins === 0 ? [] : [words.plural(count.origins, sources.origins)]),
    words.plural(count.sides, sources.sides),
    words.plural(count.languages, sources.languages),
  ].join(' · ');
}

function takenBackOf(incident: Incident, words: Words): AlertCard['takenBack'] {
  const { headline, statusNote, withdrawnNote } = words.text;
  if (incident.withdrawn !== undefined) {
    return {
      word: headline.withdrawn,
      note: fill(withdrawnNote, { reason: incident.withdrawn.reason }, words.language),
    };
  }
  return incident.status === 'retracted' ? { word: headline.retracted, note: statusNote.retracted } : undefined;
}

function statusWords(
  status: Status,
  isContested: boolean,
  words: Words,
): { readonly word: string; readonly note: string } {
  const { text } = words;
  if (isContested) return { word: text.status[status], note: text.statusNote[status] };
  if (status === 'claimed' || status === 'acknowledged') return text.plainStatus[status];
  return { word: text.status[status], note: '' };
}
