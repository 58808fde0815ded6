import type { DeliveryJob, Subscription } from './domain/alert.ts';
import type { Incident } from './domain/incident.ts';
import type { Language } from './domain/language.ts';
import type { DeliverOutcome } from './store/deliver-worker.ts';
import type { DeliveryLog } from './store/deliveries.ts';
import type { CardNames } from './words/card-types.ts';
import { terminalCard } from './words/terminal-card.ts';

/** The one channel that stands for the terminal. */
export const CONSOLE_CHANNEL = 'console';

/** Takes every alert at once: where alerts go without a Discord token. */
export function consoleSubscription(language: Language): Subscription {
  return {
    id: 'console',
    origin: 'config',
    channelId: CONSOLE_CHANNEL,
    createdAt: '1970-01-01T00:00:00.000Z',
    filter: {},
    delivery: { mode: 'now', zone: 'UTC' },
    language,
    threads: false,
  };
}

export interface ConsoleSinkOptions {
  readonly out: NodeJS.WritableStream;
  readonly isTerminal: boolean;
  readonly names: () => CardNames;
  readonly incidentById: (id: string) => Promise<Incident | undefined>;
  readonly deliveries: Pick<DeliveryLog, 'postOf'>;
  readonly width?: number;
}

/** Delivers to a terminal what Discord would get: a card once, and the card again with what changed. */
export function createConsoleSink(options: ConsoleSinkOptions): (delivery: DeliveryJob) => Promise<DeliverOutcome> {
  return async (delivery) => {
    const incident = await options.incidentById(delivery.incidentId);
    if (incident === undefined) return { kind: 'done', reason: `incident ${delivery.incidentId} is no longer kept` };
    const post = await options.deliveries.postOf(incident.id, delivery.channelId);
    if (post !== undefined && post.revision >= delivery.revision)
      return { kind: 'done', reason: `revision ${post.revision} was shown` };
    if (post === undefined && delivery.kind === 'edit')
      return { kind: 'done', reason: 'a minor change of an incident that was not shown here' };
    const changes = post === undefined ? [] : incident.history.filter((change) => change.revision > post.revision);
    options.out.write(
      `${terminalCard(incident, {
        language: delivery.language,
        names: options.names(),
        colour: options.isTerminal,
        ...(options.width !== undefined && { width: options.width }),
        ...(changes.length > 0 && { changes }),
      })}\n`,
    );
    return { kind: 'sent', messageId: `${incident.id}-${delivery.revision}` };
  };
}
