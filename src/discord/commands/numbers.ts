import type { RelevantLabel } from '../../domain/classification.ts';
import type { Incident, Severity } from '../../domain/incident.ts';
import { nameOfPlace, whereOf } from '../../words/headline.ts';
import { PICTURE_WORDS } from '../../words/picture-words.ts';
import { fill } from '../../words/words.ts';
import { NO_MENTIONS } from '../message-body.ts';
import { fitLines } from '../render/lines.ts';
import { safeText } from '../render/safe-text.ts';
import { LABEL_SYMBOL, SEVERITY_SYMBOL } from '../render/symbols.ts';
import { type Ask, type Desk, type Handler, numberOption, sentence, speech, textOption } from './ask.ts';
import { periodTitle } from './look-ups.ts';
import type { CommandPorts, DayCounts, StatsFigures } from './ports.ts';
import { periodLine, startOfPeriod, withPicture } from './with-picture.ts';

const DAY_MS = 86_400_000;
const LABELS: readonly RelevantLabel[] = ['clash', 'ceasefire', 'negotiation', 'humanitarian'];
/** More incidents than any period of this length has had. */
const ALL = 5000;
const MAP_DAYS = 7;
const AREAS_SHOWN = 10;
const PLACES_SHOWN = 15;

/** `/stats`: numbers by label, by day and by area, against as many days before; as text, and as a picture where pictures are made. */
export const stats: Handler = async (ask, desk) => {
  const { words, say } = speech(ask);
  const days = numberOption(ask, 'days') ?? 7;
  const begin = startOfPeriod(ask.now, days);
  const beginBefore = begin - days * DAY_MS;
  const from = new Date(beginBefore).toISOString();
  const { incidents } = await desk.ports.lookUps.search({ from, offset: 0, limit: ALL });
  const border = new Date(begin).toISOString();
  const current = incidents.filter((incident) => incident.firstSeenAt >= border);
  const before = incidents.filter((incident) => incident.firstSeenAt < border);
  const title = periodTitle(say.statsTitle, days, ask);
  const lines = LABELS.map((label) => {
    const [now, then] = [count(current, label), count(before, label)];
    return `${LABEL_SYMBOL[label]} ${words.text.label[label]}: **${words.number(now)}** ${trend(now, then)} (${periodTitle(say.statsBefore, days, ask)}: ${words.number(then)})`;
  });
  const figures: StatsFigures = {
    days: countByDay(current, ask.now, days),
    before: countByDay(before, begin - 1, days),
    areas: countByArea(current, before, desk.ports.areaOf),
  };
  const table = figures.days.map((day) => dayLine(day, ask));
  const areas =
    figures.areas.length === 0 ? [] : [`**${PICTURE_WORDS[ask.language].byArea}**`, ...areaLines(figures, ask, desk)];
  const subtitle = periodLine(current.length, begin, ask);
  const body = {
    content: `**${safeText(title, 100)}** · ${safeText(subtitle, 200)}`,
    embeds: [{ description: fitLines([...lines, '', ...areas, '', ...table], 4000) }],
    allowed_mentions: NO_MENTIONS,
  };
  const bytes = await desk.ports.pictures?.chart(figures, { language: ask.language, title, subtitle });
  return withPicture(body, 'chart.png', bytes, `${title} · ${subtitle}`);
};

/** `/map`: the region with the incidents of the last days; the worst places as text too. */
export const map: Handler = async (ask, desk) => {
  const { say } = speech(ask);
  const days = numberOption(ask, 'days') ?? MAP_DAYS;
  const begin = startOfPeriod(ask.now, days);
  const from = new Date(begin).toISOString();
  const { incidents } = await desk.ports.lookUps.search({ from, offset: 0, limit: ALL });
  const title = periodTitle(say.statsTitle, days, ask);
  const subtitle = periodLine(incidents.length, begin, ask);
  const body = {
    content: `**${safeText(title, 100)}** · ${safeText(subtitle, 200)}`,
    embeds: [{ description: fitLines(placeLines(incidents, ask, desk), 2000) || safeText(say.nothing, 200) }],
    allowed_mentions: NO_MENTIONS,
  };
  const bytes = await desk.ports.pictures?.map(incidents, { language: ask.language, title, subtitle });
  return withPicture(body, 'map.png', bytes, `${title} · ${subtitle}`);
};

/** `/daily`: one day's table; a quiet day says zero. */
export const daily: Handler = async (ask, desk) => {
  const { words, say } = speech(ask);
  const given = textOption(ask, 'date');
  const day = given ?? new Date(ask.now).toISOString().slice(0, 10);
  const start = Date.parse(`${day}T00:00:00.000Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(start)) {
    return sentence(ask, say.badValue, { option: 'date', value: day, hint: '2026-11-21' });
  }
  const [from, to] = [new Date(start).toISOString(), new Date(start + DAY_MS).toISOString()];
  const { incidents } = await desk.ports.lookUps.search({ from, to, offset: 0, limit: ALL });
  const dayBefore = new Date(start - DAY_MS).toISOString();
  const yesterday = await desk.ports.lookUps.search({
    from: dayBefore,
    to: from,
    offset: 0,
    limit: ALL,
  });
  const title = fill(say.dailyTitle, { date: words.date(from) }, ask.language);
  const lines = LABELS.map((label) => {
    const before = count(yesterday.incidents, label);
    return `${LABEL_SYMBOL[label]} ${words.text.label[label]}: **${words.number(count(incidents, label))}** (${words.date(dayBefore)}: ${words.number(before)})`;
  });
  const closing =
    incidents.length === 0 ? words.text.digest.empty : words.plural(words.text.count.incidents, incidents.length);
  return {
    body: {
      content: `**${safeText(title, 100)}** · ${safeText(closing, 100)}`,
      embeds: [{ description: lines.join('\n') }],
      allowed_mentions: NO_MENTIONS,
    },
  };
};

function count(incidents: readonly Incident[], label: RelevantLabel): number {
  return incidents.filter((incident) => incident.label === label).length;
}

/** Every day of the period, quiet ones with zeros, oldest first. */
function countByDay(incidents: readonly Incident[], now: number, days: number): readonly DayCounts[] {
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(now - (days - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    const ofDay = incidents.filter((incident) => incident.firstSeenAt.startsWith(day));
    const [clash = 0, ceasefire = 0, negotiation = 0, humanitarian = 0] = LABELS.map((label) => count(ofDay, label));
    return { day, counts: { clash, ceasefire, negotiation, humanitarian } };
  });
}

/** Areas with their numbers now and before, the most first; what nobody placed comes last. */
function countByArea(
  current: readonly Incident[],
  before: readonly Incident[],
  areaOf: CommandPorts['areaOf'],
): StatsFigures['areas'] {
  if (areaOf === undefined) return [];
  const counts = new Map<string | undefined, { now: number; before: number }>();
  const add = (incident: Incident, when: 'now' | 'before') => {
    const placeId = areaOf(incident);
    const known = counts.get(placeId) ?? { now: 0, before: 0 };
    counts.set(placeId, { ...known, [when]: known[when] + 1 });
  };
  for (const incident of current) add(incident, 'now');
  for (const incident of before) add(incident, 'before');
  return [...counts]
    .sort(([aId, a], [bId, b]) => b.now - a.now || b.before - a.before || (aId ?? '~').localeCompare(bId ?? '~'))
    .map(([placeId, numbers]) => (placeId === undefined ? numbers : { placeId, ...numbers }));
}

function areaLines(figures: StatsFigures, ask: Ask, desk: Desk): readonly string[] {
  const { words } = speech(ask);
  return figures.areas.slice(0, AREAS_SHOWN).map(({ placeId, now, before }) => {
    const name =
      placeId === undefined ? PICTURE_WORDS[ask.language].elsewhere : nameOfPlace(placeId, desk.names(), words);
    return `${safeText(name, 80)}: **${words.number(now)}** ${trend(now, before)} ${words.number(before)}`;
  });
}

/** The places of a map in words, the most severe first. */
function placeLines(incidents: readonly Incident[], ask: Ask, desk: Desk): readonly string[] {
  const { words } = speech(ask);
  const places = new Map<string, { severity: Severity; count: number }>();
  for (const incident of incidents) {
    const name = whereOf(incident, desk.names(), words) || words.text.unknownPlace;
    const known = places.get(name);
    const severity = known === undefined || incident.severity > known.severity ? incident.severity : known.severity;
    places.set(name, { severity, count: (known?.count ?? 0) + 1 });
  }
  return [...places]
    .sort(([, a], [, b]) => b.severity - a.severity || b.count - a.count)
    .slice(0, PLACES_SHOWN)
    .map(
      ([name, one]) =>
        `${SEVERITY_SYMBOL[one.severity]} ${safeText(name, 100)} · ${safeText(words.text.severity[one.severity], 40)} ×${words.number(one.count)}`,
    );
}

function trend(now: number, before: number): string {
  if (now === before) return '=';
  return now > before ? '▲' : '▼';
}

function dayLine({ day, counts }: DayCounts, ask: Ask): string {
  const { words } = speech(ask);
  const parts = LABELS.map((label) => `${LABEL_SYMBOL[label]} ${words.number(counts[label])}`);
  return `${words.date(`${day}T12:00:00Z`)}: ${parts.join('  ')}`;
}
