import type { Filter, Subscription } from '../../domain/alert.ts';
import { LABELS, type RelevantLabel } from '../../domain/classification.ts';
import type { Severity, Status } from '../../domain/incident.ts';
import { isLanguage } from '../../domain/language.ts';
import { type Ask, numberOption, textOption } from './ask.ts';

/** From weakest to strongest; a subscription with a minimum takes that one and all after it. */
const STATUSES: readonly Status[] = [
  'claimed',
  'denied',
  'counterClaimed',
  'acknowledged',
  'thirdPartyConfirmed',
  'retracted',
];
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
export function readSubscription(ask: Ask, guildId: string, id: string, copied?: Subscription): ReadSubscription {
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
      filter: { ...copied?.filter, ...readFilter(ask) },
      delivery: {
        mode: mode as Subscription['delivery']['mode'],
        zone,
        ...(atTime === undefined ? {} : { at: atTime }),
      },
      ...(quiet?.[1] === undefined || quiet[2] === undefined ? {} : { quietHours: { from: quiet[1], to: quiet[2] } }),
      ...(role === undefined
        ? {}
        : { mention: { roleId: role, minSeverity: (numberOption(ask, 'role_severity') ?? 3) as Severity } }),
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
): Pick<Subscription, 'quietHours' | 'mention' | 'crosspostFrom' | 'maxPerHour'> {
  const { quietHours, mention, crosspostFrom, maxPerHour } = subscription;
  return {
    ...(quietHours === undefined ? {} : { quietHours }),
    ...(mention === undefined ? {} : { mention }),
    ...(crosspostFrom === undefined ? {} : { crosspostFrom }),
    ...(maxPerHour === undefined ? {} : { maxPerHour }),
  };
}

function readFilter(ask: Ask): Filter {
  const articleLanguage = textOption(ask, 'article_language');
  const outletSide = textOption(ask, 'outlet_side');
  const labels = list(textOption(ask, 'label')).filter(isLabel);
  const severity = numberOption(ask, 'severity');
  const status = textOption(ask, 'status');
  const place = textOption(ask, 'place');
  const party = textOption(ask, 'party');
  const outlets = list(textOption(ask, 'outlets'));
  const words = list(textOption(ask, 'words'));
  const exclude = list(textOption(ask, 'exclude'));
  return {
    ...(labels.length === 0 ? {} : { labels }),
    ...(severity === undefined ? {} : { minSeverity: severity as Severity }),
    ...(status === undefined ? {} : { statuses: STATUSES.slice(Math.max(0, STATUSES.indexOf(status as Status))) }),
    ...(place === undefined ? {} : { places: [place] }),
    ...(party === undefined ? {} : { parties: [party] }),
    ...(outlets.length === 0 ? {} : { outlets }),
    ...(articleLanguage === undefined ? {} : { languages: [articleLanguage] }),
    ...(outletSide === undefined ? {} : { outletSides: [outletSide] }),
    ...(words.length === 0 ? {} : { includeWords: words }),
    ...(exclude.length === 0 ? {} : { excludeWords: exclude }),
  };
}

function isLabel(label: string): label is RelevantLabel {
  return label !== 'other' && (LABELS as readonly string[]).includes(label);
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
