import type { DeliveryJob } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { DeliverPorts } from './deliver-types.ts';
import type { MessageFile, Sender } from './send.ts';
import type { StoredMessage } from './stored.ts';

/** A picture of an alert. Its name says what is drawn: another place, severity or language has another name. */
export interface AlertPicture {
  readonly name: string;
  /** The file, once it is drawn. */
  readonly ready: () => MessageFile | undefined;
  /** `undefined` when it could not be drawn. */
  readonly later: Promise<MessageFile | undefined>;
}

/** Puts pictures with alerts, without ever making one wait. */
export interface Attacher {
  of(job: DeliveryJob, incident: Incident): AlertPicture | undefined;
  /** The channel takes no files, for want of a permission: it gets none for a while. */
  refuse(channelId: string): void;
  /** Brings the picture of a message that stands up to date, some time later; what was taken back loses it. Never fails a delivery. */
  settle(
    job: Pick<DeliveryJob, 'channelId'>,
    picture: AlertPicture | undefined,
    message: StoredMessage,
    incident: Incident,
  ): void;
}

/** Beginnings of the names of our own files. */
const MAP = 'map-';
const CHART = 'chart-';
/** Pictures that may wait at once for their edit; an alert is whole without one. */
const MOST_WAITING = 200;
/** A channel that takes no files is asked again after this long: Discord counts refusals. */
const REFUSED_FOR_MS = 3_600_000;
const MOST_REFUSING = 5000;

/**
 * An alert goes out at once, with its picture when that is drawn already, as it is for all channels after the first few; else the picture is attached by an
 * edit. That edit names files alone, so it cannot put older words over newer ones.
 */
export function createAttacher(
  sender: Pick<Sender, 'replaceFile'>,
  ports: Pick<DeliverPorts, 'pictureOf' | 'now'>,
  log: (level: 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>) => void,
): Attacher {
  /** What was wanted last, by message: of two edits under way the newer one counts. */
  const wanted = new Map<string, string | undefined>();
  /** When channels refused files. */
  const refusals = new Map<string, number>();

  function refuse(channelId: string): void {
    refusals.set(channelId, ports.now());
    const [oldest] = refusals.keys();
    if (refusals.size > MOST_REFUSING && oldest !== undefined) refusals.delete(oldest);
    log('warn', 'a channel takes no pictures: the bot may not attach files there', { channelId });
  }

  function isRefusing(channelId: string): boolean {
    return ports.now() - (refusals.get(channelId) ?? Number.NEGATIVE_INFINITY) < REFUSED_FOR_MS;
  }

  async function attach(
    asked: string,
    picture: AlertPicture | undefined,
    { id, channelId }: StoredMessage,
  ): Promise<void> {
    const file = await picture?.later;
    if (wanted.get(id) !== picture?.name) return;
    wanted.delete(id);
    if (picture !== undefined && file === undefined) return;
    const done = await sender.replaceFile(channelId, id, file);
    if (done.kind === 'reject' && done.reason === 'noPermission') refuse(asked);
    else if (done.kind !== 'sent')
      log('info', 'an alert stays without its picture', { channelId, reason: done.message });
  }

  return {
    refuse,
    of: (job, incident) => (isRefusing(job.channelId) ? undefined : ports.pictureOf?.(job, incident)),
    settle(job, picture, message, incident) {
      const standing = message.files.find((name) => name.startsWith(MAP) || name.startsWith(CHART));
      const isTakenBack = incident.withdrawn !== undefined || incident.status === 'retracted';
      const next = isTakenBack ? undefined : picture;
      // The chart of a burst belongs to the moment it was told: a map does not take its place.
      const isFine = isTakenBack
        ? standing === undefined
        : next === undefined || standing === next.name || standing?.startsWith(CHART) === true;
      if (isFine) wanted.delete(message.id);
      if (isFine || wanted.size >= MOST_WAITING) return;
      wanted.set(message.id, next?.name);
      attach(job.channelId, next, message).catch((error: unknown) => {
        log('warn', 'an alert stays without its picture', { channelId: message.channelId, error: String(error) });
      });
    },
  };
}
