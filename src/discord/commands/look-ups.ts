import type { Incident } from '../../domain/incident.ts';
import { alertCard } from '../../words/card.ts';
import { changeText } from '../../words/changes.ts';
import { nameOfPlace } from '../../words/headline.ts';
import { outletName, partyName } from '../../words/naming.ts';
import { fill } from '../../words/words.ts';
import { type Embed, NO_MENTIONS } from '../message-body.ts';
import { accountLines, alertEmbed, linkLine, renderAlert } from '../render/alert.ts';
import { draftEmbed, fitLines } from '../render/lines.ts';
import { timestamp } from '../render/moments.ts';
import { plainText, safeText } from '../render/safe-text.ts';
import { type Ask, type Desk, type Handler, numberOption, type Reply, sentence, speech, textOption } from './ask.ts';
import { explainedLines } from './explained.ts';
import { listIncidents } from './incident-list.ts';
import { pageFooter } from './pages.ts';
import type { IncidentQuery } from './ports.ts';
import { whyHere } from './why-here.ts';
import { periodLine, startOfPeriod, withPicture } from './with-picture.ts';

const DAY_MS = 86_400_000;
const LATEST_DAYS = 30;
const SOURCES_PER_PAGE = 6;
/** Incidents that a timeline counts. */
const TIMELINE_MOST = 500;

/** `/latest` and `/search`. */
export const search: Handler = (ask, desk) => {
  const { say } = speech(ask);
  const days = numberOption(ask, 'days') ?? (ask.command === 'latest' ? LATEST_DAYS : undefined);
  return listIncidents(
    ask,
    desk,
    { ...queryOf(ask), ...(days === undefined ? {} : since(ask, days)) },
    say.describe[ask.command === 'latest' ? 'latest' : 'search'],
  );
};

/** `/timeline`: the incidents of a place or party, newest first; on the first page with a picture of them over time. */
export const timeline: Handler = async (ask, desk) => {
  const { words, say } = speech(ask);
  const days = numberOption(ask, 'days') ?? LATEST_DAYS;
  const begin = startOfPeriod(ask.now, days);
  const query = { ...queryOf(ask), from: new Date(begin).toISOString() };
  const list = await listIncidents(ask, desk, query, say.describe.timeline);
  if (ask.page > 0 || desk.ports.pictures === undefined || list.body.embeds === undefined) return list;
  const { incidents } = await desk.ports.lookUps.search({ ...query, offset: 0, limit: TIMELINE_MOST });
  const about = [
    ...(query.place === undefined ? [] : [nameOfPlace(query.place, desk.names(), words)]),
    ...(query.party === undefined ? [] : [partyName(query.party, desk.names(), ask.language)]),
  ];
  const title = about.length === 0 ? periodTitle(say.statsTitle, days, ask) : about.join(' · ');
  const caption = { language: ask.language, title, subtitle: periodLine(incidents.length, begin, ask) };
  const bytes = await desk.ports.pictures.timeline(incidents, { until: ask.now, days }, caption);
  return withPicture(list.body, 'timeline.png', bytes, `${title} · ${caption.subtitle}`);
};

/** `/incident`: the card as an alert shows it. */
export const incident: Handler = async (ask, desk) => {
  const found = await find(ask, desk);
  if ('body' in found) return found;
  return {
    body: renderAlert(found, {
      language: ask.language,
      names: desk.names(),
      changes: found.history.filter((change) => change.material),
    }),
  };
};

/** `/compare`: the two sides' accounts, and which outlets of each side reported it. */
export const compare: Handler = async (ask, desk) => {
  const found = await find(ask, desk);
  if ('body' in found) return found;
  const { words, say } = speech(ask);
  const names = desk.names();
  const card = alertCard(found, ask.language, names);
  const draft = draftEmbed({ title: safeText(card.headline, 240), footer: { text: plainText(card.marker, 100) } });
  for (const side of [...names.sides, 'third']) {
    const name = side === 'third' ? words.text.side.third : partyName(side, names, ask.language);
    const account = card.accounts.find((one) => one.party === side);
    const outlets = new Set(
      found.reports
        .filter((report) => report.outletSide === side)
        .map((report) => outletName(report.outletId, names, ask.language).name),
    );
    const reported =
      outlets.size === 0 ? `*${safeText(say.compareNone, 120)}*` : `📰 ${safeText(words.list([...outlets]), 300)}`;
    draft.field(
      plainText(name, 100),
      [reported, ...(account === undefined ? [] : accountLines(account, card, words))],
      900,
      side !== 'third',
    );
  }
  return { body: { embeds: [draft.finish()], allowed_mentions: NO_MENTIONS } };
};

/** The button "All sources": every article, with outlet and host. */
export async function sources(ask: Ask, desk: Desk, found: Incident): Promise<Reply> {
  const { words } = speech(ask);
  const direction = words.direction;
  const reports = [...found.reports].sort((a, b) =>
    (a.publishedAt ?? a.arrivedAt).localeCompare(b.publishedAt ?? b.arrivedAt),
  );
  const lines = reports.slice(ask.page * SOURCES_PER_PAGE, (ask.page + 1) * SOURCES_PER_PAGE).map((report) => {
    const outlet = outletName(report.outletId, desk.names(), ask.language);
    const link = linkLine(
      { word: '', title: report.title, url: report.url, outlet: outlet.name, outletLabel: outlet.label },
      { direction },
    );
    return `${timestamp(report.publishedAt ?? report.arrivedAt, 'dateTime')} · ${safeText(words.languageName(report.language), 30)}\n${link}`;
  });
  const footer = pageFooter(
    { ...ask, command: 'sources', options: { id: found.id } },
    Math.ceil(reports.length / SOURCES_PER_PAGE),
  );
  const embed: Embed = {
    title: safeText(`${words.text.button.sources}: ${found.id}`, 200),
    description: fitLines(lines, 4000) || '—',
    footer: { text: footer.text },
  };
  return { body: { embeds: [embed], components: footer.rows, allowed_mentions: NO_MENTIONS } };
}

/** The button "Timeline": how the incident became what it is. */
export async function history(ask: Ask, desk: Desk, found: Incident): Promise<Reply> {
  const { words } = speech(ask);
  const names = desk.names();
  const lines = found.history.map(
    (change) => `${timestamp(change.at, 'dateTime')} · ${safeText(changeText(change, names, words), 200)}`,
  );
  const draft = draftEmbed({
    title: safeText(`${words.text.button.timeline}: ${found.id}`, 200),
    // The newest matters most where not all of it fits.
    description: fitLines(lines.slice(-15), 4000) || timestamp(found.firstSeenAt, 'dateTime'),
  });
  return { body: { embeds: [draft.finish()], allowed_mentions: NO_MENTIONS } };
}

/** The button "Why this alert?": status, claims and counts it rests on. */
export async function why(ask: Ask, desk: Desk, found: Incident): Promise<Reply> {
  const { words, say } = speech(ask);
  const card = alertCard(found, ask.language, desk.names());
  const oldest = found.reports[0];
  const explained =
    oldest === undefined ? undefined : await desk.ports.lookUps.explain(oldest.url === '' ? oldest.title : oldest.url);
  const lines = [
    `**${safeText(card.status.word, 80)}** ${safeText(card.status.note, 200)}`,
    safeText(card.counts, 200),
    '',
    ...(explained === undefined ? [] : explainedLines(explained, ask, desk)),
    '',
    ...(await whyHere(ask, desk, found)),
  ];
  return {
    body: {
      embeds: [
        {
          title: safeText(`${say.why}${words.marks.colon}${found.id}`, 200),
          description: fitLines(lines, 3900),
          footer: { text: plainText(card.severity.full, 100) },
        },
      ],
      allowed_mentions: NO_MENTIONS,
    },
  };
}

/** The incident the command names, or the reply that says there is none. */
export async function find(ask: Ask, desk: Desk): Promise<Incident | Reply> {
  const { say } = speech(ask);
  const id = textOption(ask, 'id') ?? '';
  const found = await desk.ports.lookUps.incident(id.toUpperCase());
  return found ?? sentence(ask, say.noIncident, { id });
}

function queryOf(ask: Ask): Omit<IncidentQuery, 'offset' | 'limit'> {
  const { words, label, place, party, status, severity } = ask.options;
  return {
    ...(typeof words === 'string' ? { words } : {}),
    ...(typeof label === 'string' ? { label: label as NonNullable<IncidentQuery['label']> } : {}),
    ...(typeof place === 'string' ? { place } : {}),
    ...(typeof party === 'string' ? { party } : {}),
    ...(typeof status === 'string' ? { status: status as NonNullable<IncidentQuery['status']> } : {}),
    ...(typeof severity === 'number' ? { minSeverity: severity as NonNullable<IncidentQuery['minSeverity']> } : {}),
  };
}

export function since(ask: Pick<Ask, 'now'>, days: number): Pick<IncidentQuery, 'from'> {
  return { from: new Date(ask.now - days * DAY_MS).toISOString() };
}

/** A card for "Check this" and for pictures' captions. */
export function cardEmbed(found: Incident, ask: Ask, desk: Desk): Embed {
  return alertEmbed(alertCard(found, ask.language, desk.names()));
}

/** `The last 7 days` and the like, filled in. */
export function periodTitle(template: string, days: number, ask: Ask): string {
  return fill(template, { n: speech(ask).words.number(days) }, ask.language);
}
