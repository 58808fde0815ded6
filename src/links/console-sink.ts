import { styleText } from 'node:util';
import type { DeliveryJob, Subscription } from '../domain/alert.ts';
import type { Change, Incident } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import type { DeliverContext, DeliverOutcome } from '../store/deliver-worker.ts';
import type { DeliveryLog } from '../store/deliveries.ts';
import type { CardNames } from '../words/card-types.ts';
import { changeText } from '../words/changes.ts';
import { terminalCard } from '../words/terminal-card.ts';
import { wordsOf } from '../words/words.ts';

/** Forgetting only means that a quiet edit is told once more. */
const MAX_REMEMBERED = 1000;

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

/** Delivers to a terminal what Discord would get: a card once, one line for an edit in place, the card again with what changed on a material change. */
export function createConsoleSink(
  options: ConsoleSinkOptions,
): (delivery: DeliveryJob, context: Pick<DeliverContext, 'pending'>) => Promise<DeliverOutcome> {
  const { out, deliveries } = options;
  // A card shows the incident as it stands, which may be newer than the delivery that brought it.
  const shownRevisions = new Map<string, number>();
  return async (delivery, { pending }) => {
    if (delivery.kind === 'review') return { kind: 'done', reason: 'the console lists what waits for review' };
    const incident = await options.incidentById(delivery.incidentId);
    if (incident === undefined) return { kind: 'done', reason: `incident ${delivery.incidentId} is no longer kept` };
    const post = await deliveries.postOf(incident.id, delivery.channelId);
    if (post === undefined && delivery.kind === 'edit') {
      return { kind: 'done', reason: 'a minor change of an incident that was not shown here' };
    }
    if (delivery.kind === 'edit' && (shownRevisions.get(incident.id) ?? 0) >= incident.revision) {
      return { kind: 'done', reason: 'the card shows it already' };
    }
    // What waits for the same incident is shown with this: a newer change of it follows, or is in the card already.
    const waiting = pending.filter((one) => one.incidentId === incident.id);
    if (delivery.kind === 'edit' && waiting.length > 0)
      return { kind: 'done', reason: 'a newer change follows at once' };
    const changes = post === undefined ? [] : incident.history.filter((change) => change.revision > post.revision);
    if (delivery.channelId !== CONSOLE_CHANNEL) out.write(`→ channel ${delivery.channelId}\n`);
    out.write(
      delivery.kind === 'edit'
        ? editLine(incident, changes, delivery, options)
        : card(incident, changes, delivery, options),
    );
    if (shownRevisions.size >= MAX_REMEMBERED) shownRevisions.clear();
    shownRevisions.set(incident.id, incident.revision);
    const isInCard = (one: (typeof waiting)[number]) =>
      one.revision <= incident.revision && (delivery.kind === 'post' || one.kind === 'edit');
    return {
      kind: 'sent',
      messageId: `${incident.id}-${delivery.revision}`,
      alsoDone: waiting.filter(isInCard).map((one) => one.id),
    };
  };
}

function card(
  incident: Incident,
  changes: readonly Change[],
  delivery: DeliveryJob,
  options: ConsoleSinkOptions,
): string {
  const text = terminalCard(incident, {
    language: delivery.language,
    names: options.names(),
    colour: options.isTerminal,
    ...(options.width !== undefined && { width: options.width }),
    ...(changes.length > 0 && { changes }),
  });
  return `${text}\n`;
}

/** What Discord would show as a quiet edit of the message that stands. */
function editLine(
  incident: Incident,
  changes: readonly Change[],
  delivery: DeliveryJob,
  options: ConsoleSinkOptions,
): string {
  const words = wordsOf(delivery.language);
  const names = options.names();
  const told = [...new Set(changes.map((change) => changeText(change, names, words)))].join('; ');
  const { articles, outlets, languages } = incident.sources;
  const counts = [counted(articles, 'article'), counted(outlets, 'outlet'), counted(languages, 'language')].join(', ');
  const line = `↻ ${incident.id} edited in place: ${told} (${counts})`;
  return `${options.isTerminal ? styleText('gray', line, { validateStream: false }) : line}\n\n`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
