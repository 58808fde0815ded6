import type { Filter, Subscription } from '../../domain/alert.ts';
import { LABELS, type RelevantLabel } from '../../domain/classification.ts';
import { type Severity, STATUSES, type Status } from '../../domain/incident.ts';
import { isLanguage } from '../../domain/language.ts';
import { ALIGNMENTS, type Alignment } from '../../domain/party.ts';
import type { CardNames } from '../../words/card-types.ts';
import { COMMAND_WORDS } from '../../words/command-words.ts';
import { type Ask, numberOption, textOption } from './ask.ts';
import { readOutlet, readParty, readPlace, readSide } from './names-typed.ts';

/** What a subscription may ask for as the least: it takes that status and all after it. */
export const LEAST_STATUSES = STATUSES.filter((status) => status !== 'retracted');
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const QUIET = /^((?:[01]\d|2[0-3]):[0-5]\d)\s*[-–]\s*((?:[01]\d|2[0-3]):[0-5]\d)$/;

/** What the options of `/subscribe` ask for, or which of them cannot be read. */
export type ReadSubscription =
  | { readonly kind: 'read'; readonly subscription: Subscription }
  | { readonly kind: 'bad'; readonly option: string; readonly value: string; readonly hint: string };

/**
 * Reads `/subscribe`; the channel is where the command was given unless another one is named. `copied`: a subscription whose settings hold wherever
 * no option says otherwise.
 */
export function readSubscription(
  ask: Ask,
  guildId: string,
  id: string,
  names: CardNames,
  copied?: Subscription,
): ReadSubscription {
  const bad = (option: string, hint: string): ReadSubscription => ({
    kind: 'bad',
    option,
    value: String(ask.options[option] ?? ''),
    hint,
  });
  const at = textOption(ask, 'at');
  if (at !== undefined && !TIME.test(at)) return bad('at', '08:00');
  const zone = textOption(ask, 'zone') ?? copied?.delivery.zone ?? 'UTC';
  if (!isTimeZone(zone)) return bad('zone', 'Asia/Yerevan, Asia/Baku, Europe/Paris');
  const quietText = textOption(ask, 'quiet');
  const quiet = quietText === undefined ? undefined : QUIET.exec(quietText);
  if (quiet === null) return bad('quiet', '23:00-07:00');
  const language = textOption(ask, 'language') ?? copied?.language ?? ask.language;
  if (!isLanguage(language)) return bad('language', 'hy, az, ru, en, tr, ka, fa, fr');
  const filter = readFilter(ask, names);
  if (filter.kind === 'bad') return bad(filter.option, filter.hint);
  const role = textOption(ask, 'role');
  const maxPerHour = numberOption(ask, 'max_per_hour');
  const publishFrom = numberOption(ask, 'publish_from');
  const mode = textOption(ask, 'delivery') ?? copied?.delivery.mode ?? 'now';
  const atTime = at ?? copied?.delivery.at;
  return {
    kind: 'read',
    subscription: {
      ...(copied === undefined ? {} : settingsOf(copied)),
      id,
      origin: 'user',
      channelId: textOption(ask, 'channel') ?? ask.channelId ?? '',
      guildId,
      createdBy: ask.userId,
      createdAt: new Date(ask.now).toISOString(),
      filter: { ...copied?.filter, ...filter.filter },
      delivery: {
        mode: mode as Subscription['delivery']['mode'],
        zone,
        ...(atTime === undefined ? {} : { at: atTime }),
      },
      ...(quiet?.[1] === undefined || quiet[2] === undefined ? {} : { quietHours: { from: quiet[1], to: quiet[2] } }),
      ...(role === undefined
        ? {}
        : { mention: { roleId: role, minSeverity: (numberOption(ask, 'role_severity') ?? 3) as Severity } }),
      ...(ask.options['pictures'] === undefined ? {} : { pictures: ask.options['pictures'] === true }),
      language,
      threads: ask.options['threads'] === undefined ? copied?.threads === true : ask.options['threads'] === true,
      ...(maxPerHour === undefined ? {} : { maxPerHour }),
      ...(publishFrom === undefined ? {} : { crosspostFrom: publishFrom as Severity }),
    },
  };
}

/** What another subscription can take over: not its id, its maker or its troubles. */
function settingsOf(
  subscription: Subscription,
): Pick<Subscription, 'quietHours' | 'mention' | 'crosspostFrom' | 'maxPerHour' | 'pictures'> {
  const { quietHours, mention, crosspostFrom, maxPerHour, pictures } = subscription;
  return {
    ...(pictures === undefined ? {} : { pictures }),
    ...(quietHours === undefined ? {} : { quietHours }),
    ...(mention === undefined ? {} : { mention }),
    ...(crosspostFrom === undefined ? {} : { crosspostFrom }),
    ...(maxPerHour === undefined ? {} : { maxPerHour }),
  };
}

type ReadFilter =
  | { readonly kind: 'read'; readonly filter: Filter }
  | { readonly kind: 'bad'; readonly option: string; readonly hint: string };

/** Names that nobody knows are refused: they would match nothing, for ever and in silence. */
function readFilter(ask: Ask, names: CardNames): ReadFilter {
  const hint = COMMAND_WORDS[ask.language].fromList;
  const listOf = (option: string) => list(textOption(ask, option));
  const places = listOf('place').map((typed) => readPlace(typed, names));
  const parties = listOf('party').map((typed) => readParty(typed, names));
  const outlets = listOf('outlets').map((typed) => readOutlet(typed, names));
  const outletSides = listOf('outlet_side').map((typed) => readSide(typed, names));
  for (const [option, read] of Object.entries({ place: places, party: parties, outlets, outlet_side: outletSides }))
    if (read.includes(undefined)) return { kind: 'bad', option, hint };
  const labels = listOf('label').filter(isLabel);
  const languages = listOf('article_language');
  const alignments = listOf('alignment').filter(isAlignment);
  const words = listOf('words');
  const exclude = listOf('exclude');
  const severity = numberOption(ask, 'severity');
  const status = textOption(ask, 'status');
  const given = <Value>(values: readonly (Value | undefined)[]): readonly Value[] | undefined =>
    values.length === 0 ? undefined : values.filter((value) => value !== undefined);
  const wishes = {
    labels: given(labels),
    minSeverity: severity as Severity | undefined,
    statuses: status === undefined ? undefined : STATUSES.slice(Math.max(0, STATUSES.indexOf(status as Status))),
    places: given(places),
    parties: given(parties),
    outlets: given(outlets),
    languages: given(languages),
    outletSides: given(outletSides),
    alignments: given(alignments),
    includeWords: given(words),
    excludeWords: given(exclude),
  };
  return { kind: 'read', filter: Object.fromEntries(Object.entries(wishes).filter(([, wish]) => wish !== undefined)) };
}

function isLabel(label: string): label is RelevantLabel {
  return label !== 'other' && (LABELS as readonly string[]).includes(label);
}

function isAlignment(word: string): word is Alignment {
  return (ALIGNMENTS as readonly string[]).includes(word);
}

function list(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(/[,،;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .slice(0, 20);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
