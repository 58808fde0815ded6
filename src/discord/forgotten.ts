import type { Incident } from '../domain/incident.ts';
import type { DeliverPorts } from './deliver-types.ts';
import type { Embed, MessageBody } from './message-body.ts';
import { safeLink } from './render/safe-text.ts';
import type { Sender } from './send.ts';
import type { SendResult } from './send-result.ts';
import type { StoredMessage } from './stored.ts';

/** How long after its restart Redis is not trusted to know all that was posted: by then every feed was read again. */
const DOUBT_MS = 3_600_000;
/** A card of the same place that links none of the reports is another incident's when it is older than this. */
const SAME_PLACE_MS = 86_400_000;
/** Channels whose messages are remembered for that time, some hundreds of kilobytes each; one beyond is asked again. */
const MOST_CHANNELS = 500;

/** What is about to be said. */
export interface Sought {
  /** How its footer begins. */
  readonly marker: string;
  readonly body: MessageBody;
  /** Whose card it is. */
  readonly cardOf?: Incident;
  /** The message that it answers. */
  readonly answers?: string;
}

/**
 * Messages that Redis forgot when it came back without its last moments: they stand in their channel, and what they tell is about to be told again, perhaps
 * under another number of its incident, perhaps by another of its reports first.
 */
export interface Forgotten {
  /** Whether Redis came back lately, and is to be doubted. */
  isDoubted(): Promise<boolean>;
  /** The message of this channel that tells it already. Asks Discord once per channel after each restart of Redis; again where it refused, or hundreds of other channels were asked since. */
  find(channelId: string, sought: Sought): Promise<SendResult<StoredMessage | undefined>>;
  /** The same among given messages. */
  choose(messages: readonly StoredMessage[], sought: Sought): Promise<StoredMessage | undefined>;
}

/** Looks with this sender; nothing is doubted where the ports know nothing of restarts. */
export function createForgotten(sender: Pick<Sender, 'ownMessages'>, ports: DeliverPorts): Forgotten {
  let epoch = '';
  /** As they stood when they were first asked for. */
  const messagesIn = new Map<string, readonly StoredMessage[]>();

  async function isDoubted(): Promise<boolean> {
    const memory = await ports.memory?.();
    const restartedAt = memory?.restartedAt;
    // A restart in the future: the clock was set back, and nobody knows how long ago it was.
    const isTrusted = restartedAt === undefined || ports.now() - restartedAt > DOUBT_MS;
    if (memory?.epoch !== epoch || isTrusted) messagesIn.clear();
    epoch = memory?.epoch ?? '';
    return !isTrusted;
  }

  async function choose(messages: readonly StoredMessage[], sought: Sought): Promise<StoredMessage | undefined> {
    const marked = messages.find(({ footer }) => footer?.startsWith(sought.marker) === true);
    if (marked !== undefined) return marked;
    if (sought.answers !== undefined) return firstForgotten(messages, (message) => saysSame(message, sought));
    const { cardOf } = sought;
    if (cardOf === undefined) return undefined;
    const links = cardOf.reports.flatMap(({ url }) => safeLink(url, Number.POSITIVE_INFINITY)?.href ?? []);
    const isLinking = ({ fields }: StoredMessage) => links.some((link) => fields.includes(`](${link})`));
    return (
      (await firstForgotten(messages, isLinking)) ??
      // Another report of it may come first this time, and be all that its card would link.
      (await firstForgotten(messages, (message) => isOfSamePlace(message, sought.body, cardOf, ports.now())))
    );
  }

  async function firstForgotten(
    messages: readonly StoredMessage[],
    isIt: (message: StoredMessage) => boolean,
  ): Promise<StoredMessage | undefined> {
    for (const message of messages.filter(isIt)) if (await isForgotten(message)) return message;
    return undefined;
  }

  /** About an incident that Redis does not know, and not what somebody asked for with a command. */
  async function isForgotten({ id, footer = '', isAnswer }: StoredMessage): Promise<boolean> {
    const number = /^(?:update )?(\S+) r\d+$/.exec(footer)?.[1];
    if (number === undefined || isAnswer || (await ports.incidentOf(number)) !== undefined) return false;
    return (await ports.isLogged?.(id)) !== true;
  }

  return {
    isDoubted,
    choose,
    async find(channelId, sought) {
      if (!(await isDoubted())) return { kind: 'sent', value: undefined };
      let messages = messagesIn.get(channelId);
      if (messages === undefined) {
        const own = await sender.ownMessages(channelId);
        if (own.kind === 'retry' || (own.kind === 'reject' && own.reason === 'badToken')) return own;
        // Where the history may not be read nothing can be found, and the alert goes out; where nothing may be sent either, the next try looks again.
        if (own.kind === 'reject') return { kind: 'sent', value: undefined };
        messages = own.value;
        messagesIn.set(channelId, messages);
        const [oldest] = messagesIn.keys();
        if (messagesIn.size > MOST_CHANNELS && oldest !== undefined) messagesIn.delete(oldest);
      }
      return { kind: 'sent', value: await choose(messages, sought) };
    },
  };
}

/** A card of the same kind and place, of late. What happened nobody knows where is no place. */
function isOfSamePlace(message: StoredMessage, body: MessageBody, incident: Incident, now: number): boolean {
  const embed = embedOf(body);
  const hasPlace = incident.place.gazetteerId !== undefined || incident.venues.length > 0;
  const isSameKind = labelOf(message.author) === labelOf(embed?.author?.name);
  const isLate = now - Date.parse(message.postedAt) > SAME_PLACE_MS;
  return hasPlace && isSameKind && !isLate && message.title !== undefined && message.title === embed?.title;
}

/** The label of a card in its language: severity may have changed since. */
function labelOf(author: string | undefined): string | undefined {
  return author?.split(' · ')[0];
}

/** An answer to the same card that tells all these changes. */
function saysSame({ repliesTo, description = '' }: StoredMessage, { body, answers }: Sought): boolean {
  const isThere = repliesTo === undefined || repliesTo === answers;
  const told = description.split('\n');
  const changes = (embedOf(body)?.description ?? '').split('\n').filter((line) => line.startsWith('•'));
  return isThere && changes.length > 0 && changes.every((change) => told.includes(change));
}

function embedOf(body: MessageBody): Embed | undefined {
  return body.embeds?.[0];
}
