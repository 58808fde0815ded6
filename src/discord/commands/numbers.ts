import type { RelevantLabel } from '../../domain/classification.ts';
import type { Incident } from '../../domain/incident.ts';
import { fill } from '../../words/words.ts';
import { NO_MENTIONS } from '../message-body.ts';
import { safeText } from '../render/safe-text.ts';
import { LABEL_SYMBOL } from '../render/symbols.ts';
import { type Ask, type Handler, numberOption, type Reply, sentence, speech, textOption } from './ask.ts';
import { periodTitle } from './look-ups.ts';
import type { DayCounts } from './ports.ts';

const DAY_MS = 86_400_000;
const LABELS: readonly RelevantLabel[] = ['clash', 'ceasefire', 'negotiation', 'humanitarian'];
/** More incidents than any period of this length has had. */
const ALL = 5000;
const MAP_DAYS = 7;

/** `/stats`: numbers by label, against as many days before; as text, and as a picture where pictures are made. */
export const stats: Handler = async (ask, desk) => {
  const { words, say } = speech(ask);
  const days = numberOption(ask, 'days') ?? 7;
  const from = new Date(ask.now - 2 * days * DAY_MS).toISOString();
  const { incidents } = await desk.ports.lookUps.search({ from, offset: 0, limit: ALL });
  const border = new Date(ask.now - days * DAY_MS).toISOString();
  const current = incidents.filter((incident) => incident.firstSeenAt >= border);
  const before = incidents.filter((incident) => incident.firstSeenAt < border);
  const title = periodTitle(say.statsTitle, days, ask);
  const lines = LABELS.map((label) => {
    const [now, then] = [count(current, label), count(before, label)];
    const sign = now === then ? '=' : now > then ? '▲' : '▼';
    return `${LABEL_SYMBOL[label]} ${words.text.label[label]}: **${words.number(now)}** ${sign} (${periodTitle(say.statsBefore, days, ask)}: ${words.number(then)})`;
  });
  const byDay = countByDay(current, ask.now, days);
  const table = byDay.map((day) => dayLine(day, ask)).join('\n');
  const body = {
    content: `**${safeText(title, 100)}** · ${words.plural(words.text.count.incidents, current.length)}`,
    embeds: [{ description: `${lines.join('\n')}\n\n${table}`.slice(0, 4000) }],
    allowed_mentions: NO_MENTIONS,
  };
  const bytes = await desk.ports.pictures?.chart(byDay, ask.language);
  return bytes === undefined ? { body } : withPicture(body, 'chart.png', bytes, title);
};

/** `/map`: the region with the incidents of the last days. */
export const map: Handler = async (ask, desk) => {
  const { words, say } = speech(ask);
  const days = numberOption(ask, 'days') ?? MAP_DAYS;
  const from = new Date(ask.now - days * DAY_MS).toISOString();
  const { incidents } = await desk.ports.lookUps.search({ from, offset: 0, limit: ALL });
  const title = periodTitle(say.statsTitle, days, ask);
  const content = `**${safeText(title, 100)}** · ${words.plural(words.text.count.incidents, incidents.length)}`;
  const bytes = await desk.ports.pictures?.map(incidents, ask.language);
  if (bytes === undefined) return sentence(ask, say.nothing);
  return withPicture({ content, embeds: [{}], allowed_mentions: NO_MENTIONS }, 'map.png', bytes, title);
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
  const yesterday = await desk.ports.lookUps.search({
    from: new Date(start - DAY_MS).toISOString(),
    to: from,
    offset: 0,
    limit: ALL,
  });
  const title = fill(say.dailyTitle, { date: words.date(from) }, ask.language);
  const lines = LABELS.map((label) => {
    const before = count(yesterday.incidents, label);
    return `${LABEL_SYMBOL[label]} ${words.text.label[label]}: **${words.number(count(incidents, label))}** (−1: ${words.number(before)})`;
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

function withPicture(body: Reply['body'], name: string, bytes: Uint8Array, description: string): Reply {
  const [embed = {}] = body.embeds ?? [];
  const file = { name, bytes, contentType: 'image/png', description };
  return { body: { ...body, embeds: [{ ...embed, image: { url: `attachment://${name}` } }] }, files: [file] };
}

function count(incidents: readonly Incident[], label: RelevantLabel): number {
  return incidents.filter((incident) => incident.label === label).length;
}

/** Every day of the period, quiet ones with zeros, oldest first. */
export function countByDay(incidents: readonly Incident[], now: number, days: number): readonly DayCounts[] {
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(now - (days - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    const ofDay = incidents.filter((incident) => incident.firstSeenAt.startsWith(day));
    const [clash = 0, ceasefire = 0, negotiation = 0, humanitarian = 0] = LABELS.map((label) => count(ofDay, label));
    return { day, counts: { clash, ceasefire, negotiation, humanitarian } };
  });
}

function dayLine({ day, counts }: DayCounts, ask: Ask): string {
  const { words } = speech(ask);
  const parts = LABELS.map((label) => `${LABEL_SYMBOL[label]} ${words.number(counts[label])}`);
  return `${words.date(`${day}T12:00:00Z`)}: ${parts.join('  ')}`;
}
