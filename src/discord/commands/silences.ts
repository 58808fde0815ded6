import type { Silence } from '../../domain/alert.ts';
import type { Incident } from '../../domain/incident.ts';
import { nameOfPlace } from '../../words/headline.ts';
import { entry, outletName, partyName } from '../../words/naming.ts';
import { fill } from '../../words/words.ts';
import { LIMITS } from '../limits.ts';
import { NO_MENTIONS } from '../message-body.ts';
import { actionId } from '../render/buttons.ts';
import { fitLines } from '../render/lines.ts';
import { timestamp } from '../render/moments.ts';
import { plainText, safeText } from '../render/safe-text.ts';
import { type Ask, type Desk, numberOption, type Reply, sentence, speech, textOption } from './ask.ts';
import { managed } from './managed.ts';
import { readOutlet, readParty, readPlace } from './names-typed.ts';

const HOUR_MS = 3_600_000;
const MUTE_HOURS = 24;
const LONGEST_REASON = 200;

/** `/silence`: nothing about a place, party, incident or outlet, in the whole server or one channel, until it expires. */
export const silence = managed(async (ask, desk, guildId) => {
  const { say } = speech(ask);
  const names = desk.names();
  const bad = (option: string) =>
    sentence(ask, say.badValue, { option, value: String(ask.options[option] ?? ''), hint: say.fromList });
  const typed = { place: textOption(ask, 'place'), party: textOption(ask, 'party'), outlet: textOption(ask, 'outlet') };
  const place = typed.place === undefined ? undefined : readPlace(typed.place, names);
  if (typed.place !== undefined && place === undefined) return bad('place');
  const party = typed.party === undefined ? undefined : readParty(typed.party, names);
  if (typed.party !== undefined && party === undefined) return bad('party');
  const outletId = typed.outlet === undefined ? undefined : readOutlet(typed.outlet, names);
  if (typed.outlet !== undefined && outletId === undefined) return bad('outlet');
  const named = textOption(ask, 'incident')?.toUpperCase();
  const incident = named === undefined ? undefined : await desk.ports.lookUps.incident(named);
  if (named !== undefined && incident === undefined) return sentence(ask, say.noIncident, { id: named });
  if (place === undefined && party === undefined && outletId === undefined && incident === undefined)
    return sentence(ask, say.silenceWhat);
  const channelId = textOption(ask, 'channel');
  const hours = numberOption(ask, 'hours') ?? MUTE_HOURS;
  const made: Silence = {
    id: desk.newId(),
    guildId,
    ...(channelId === undefined ? {} : { channelId }),
    ...(place === undefined ? {} : { place }),
    ...(party === undefined ? {} : { party }),
    ...(outletId === undefined ? {} : { outletId }),
    ...(incident === undefined ? {} : { incidentId: incident.id }),
    expiresAt: new Date(ask.now + hours * HOUR_MS).toISOString(),
    author: ask.userName,
    reason: (textOption(ask, 'reason') ?? '—').slice(0, LONGEST_REASON),
  };
  await desk.ports.silences.put(made);
  const time = timestamp(made.expiresAt, 'dateTime');
  return sentence(ask, say.silenced, { what: whatOf(made, ask, desk), time, id: made.id });
});

/** `/silences`: what is held back in this server; with its number, one of them ends. */
export const silences = managed(async (ask, desk, guildId) => {
  const { say } = speech(ask);
  const all = await desk.ports.silences.byGuild(guildId);
  const id = textOption(ask, 'id');
  if (id !== undefined) {
    const found = all.find((one) => one.id === id);
    if (found === undefined) return sentence(ask, say.nothing);
    await desk.ports.silences.remove(found.id);
    return sentence(ask, say.silenceEnded, { id: found.id });
  }
  if (all.length === 0) return sentence(ask, say.noSilences);
  const lines = all.map((one) => {
    const where = one.channelId === undefined ? '' : ` <#${one.channelId}>`;
    return `\`${one.id}\`${where} · **${safeText(whatOf(one, ask, desk), 200)}** · ${heldBack(one, ask)}`;
  });
  return { body: { embeds: [{ description: fitLines(lines, 4000) }], allowed_mentions: NO_MENTIONS } };
});

/** Until when, by whom and why. */
export function heldBack({ expiresAt, author, reason }: Silence, ask: Pick<Ask, 'language'>): string {
  const time = timestamp(expiresAt, 'dateTime');
  const values = { time, author: safeText(author, 60), reason: safeText(reason, LONGEST_REASON) };
  return fill(speech(ask).say.silencedBy, values, ask.language);
}

function whatOf({ place, party, incidentId, outletId }: Silence, ask: Ask, desk: Desk): string {
  const names = desk.names();
  const { words } = speech(ask);
  const parts = [
    ...(place === undefined ? [] : [nameOfPlace(place, names, words)]),
    ...(party === undefined ? [] : [partyName(party, names, ask.language)]),
    ...(outletId === undefined
      ? []
      : [entry(names.outlets, outletId) === undefined ? outletId : outletName(outletId, names, ask.language).name]),
    ...(incidentId === undefined ? [] : [incidentId]),
  ];
  return parts.join(' + ');
}

/** The button "Mute": nothing more about this incident in this channel, for a day; offers the same for its place. */
export async function mute(ask: Ask, desk: Desk, incident: Incident): Promise<Reply> {
  const { say } = speech(ask);
  const muted = await hush(ask, desk, { incidentId: incident.id });
  if ('body' in muted) return muted;
  const { body } = sentence(ask, say.muted, { time: timestamp(muted.expiresAt, 'dateTime') });
  if (incident.place.gazetteerId === undefined) return { body };
  const label = plainText(say.mutePlace, LIMITS.buttonLabel);
  const button = { type: 2, style: 2, label, custom_id: actionId('mutePlace', incident.id) } as const;
  return { body: { ...body, components: [{ type: 1, components: [button] }] } };
}

/** The button "Mute this place too". */
export async function mutePlace(ask: Ask, desk: Desk, incident: Incident): Promise<Reply> {
  const { words, say } = speech(ask);
  const place = incident.place.gazetteerId;
  if (place === undefined) return sentence(ask, say.nothing);
  const muted = await hush(ask, desk, { place });
  if ('body' in muted) return muted;
  const name = nameOfPlace(place, desk.names(), words);
  return sentence(ask, say.mutedPlace, { place: name, time: timestamp(muted.expiresAt, 'dateTime') });
}

/** Holds back what fits, in this channel for a day; or the reply that says why not. */
async function hush(
  ask: Ask,
  desk: Desk,
  what: { readonly incidentId: string } | { readonly place: string },
): Promise<{ readonly expiresAt: string } | Reply> {
  const { say } = speech(ask);
  if (ask.guildId === undefined || ask.channelId === undefined) return sentence(ask, say.needsServer);
  if (!ask.canModerate) return sentence(ask, say.needsManage);
  const expiresAt = new Date(ask.now + MUTE_HOURS * HOUR_MS).toISOString();
  await desk.ports.silences.put({
    id: desk.newId(),
    guildId: ask.guildId,
    channelId: ask.channelId,
    ...what,
    expiresAt,
    author: ask.userName,
    reason: say.mutedBy,
  });
  return { expiresAt };
}
