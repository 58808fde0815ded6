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
  /** Brings the picture of a message that stands up to date, some time later; what was taken back loses it. Never fails a delivery. */
  settle(picture: AlertPicture | undefined, message: StoredMessage, incident: Incident): void;
}

/** Beginnings of the names of our own files. */
const MAP = 'map-';
const CHART = 'chart-';
/** Pictures that may wait at once for their edit; an alert is whole without one. */
const MOST_WAITING = 200;

/**
 * An alert goes out at once, with its picture when that is drawn already, as it is for all channels after the first few; else the picture is attached by an
 * edit. That edit names files alone, so it cannot put older words over newer ones.
 */
export function createAttacher(
  sender: Pick<Sender, 'replaceFile'>,
  ports: Pick<DeliverPorts, 'pictureOf'>,
  log: (level: 'info' | 'warn', message: string, fields: Readonly<Record<string, unknown>>) => void,
): Attacher {
  /** What was wanted last, by message: of two edits under way the newer one counts. */
  const wanted = new Map<string, string | undefined>();

  async function attach(picture: AlertPicture | undefined, { id, channelId }: StoredMessage): Promise<void> {
    const file = await picture?.later;
    if (wanted.get(id) !== picture?.name) return;
    wanted.delete(id);
    if (picture !== undefined && file === undefined) return;
    const done = await sender.replaceFile(channelId, id, file);
    if (done.kind !== 'sent') log('info', 'an alert stays without its picture', { channelId, reason: done.message });
  }

  return {
    of: (job, incident) => ports.pictureOf?.(job, incident),
    settle(picture, message, incident) {
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
      attach(next, message).catch((error: unknown) => {
        log('warn', 'an alert stays without its picture', { channelId: message.channelId, error: String(error) });
      });
    },
  };
}
