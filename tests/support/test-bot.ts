import type { CommandLimits } from '../../src/discord/commands/limiter.ts';
import { type Gateway, startGateway } from '../../src/discord/gateway.ts';
import { createSender, type Sender } from '../../src/discord/send.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { SAMPLE_INCIDENTS } from '../../src/words/sample-incidents.ts';
import { MANAGE_GUILD, type Press } from './fake-discord/interactions.ts';
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from './fake-discord/server.ts';
import { createMemoryDesk, type MemoryDesk } from './memory-desk.ts';

/** The moment of every command in the tests. */
export const BOT_NOW = Date.parse('2026-11-22T12:00:00Z');

/** The samples, one revision an incident. */
export const BOT_INCIDENTS: readonly Incident[] = Object.values(SAMPLE_INCIDENTS).filter(
  (incident, index, all) => all.findLastIndex((other) => other.id === incident.id) === index,
);

/** A real client that answers commands of a fake Discord from memory. */
export interface TestBot {
  readonly fake: FakeDiscord;
  readonly gateway: Gateway;
  readonly sender: Sender;
  /** The moderators' channel too. */
  readonly channelId: string;
  readonly memory: () => MemoryDesk;
  /** What the operators were told when Discord closed the connection for good. */
  readonly refusals: readonly string[];
  /** Forgets what earlier tests left behind. */
  readonly reset: () => void;
  readonly press: (more?: Partial<Press>) => Press;
  /** A press by somebody who manages the server. */
  readonly manager: () => Press;
  readonly close: () => Promise<void>;
}

export interface TestBotOptions {
  readonly limits?: CommandLimits;
  readonly discord?: FakeDiscordOptions;
  /** A pause after a refusal of Discord's, milliseconds. */
  readonly refusedWaitMs?: number;
}

export async function startTestBot(options: TestBotOptions = {}): Promise<TestBot> {
  const fake = await startFakeDiscord(options.discord);
  const channelId = fake.state.addChannel({}).id;
  const budget = { acquire: () => Promise.resolve(), block: () => Promise.resolve() };
  const sender = createSender({ token: fake.token, apiBase: fake.apiBase, budget });
  let memory = createMemoryDesk(BOT_INCIDENTS, sender);
  const refusals: string[] = [];
  const gateway = startGateway({
    token: fake.token,
    apiBase: fake.apiBase,
    desk: {
      get ports() {
        return memory.desk.ports;
      },
      names: memory.desk.names,
      sender,
      maxSubscriptionsPerGuild: 3,
      newId: () => memory.desk.newId(),
      moderatorsChannel: () => channelId,
      operatorsChannel: () => memory.operators.channelId,
    },
    now: () => BOT_NOW,
    guildTimeoutMs: 300,
    onRefused: (message) => refusals.push(message),
    ...(options.refusedWaitMs === undefined ? {} : { refusedWaitMs: options.refusedWaitMs }),
    // Time stands still here; who tests limits sets them.
    limits: options.limits ?? { perUser: 1e6, perGuild: 1e6 },
  });
  await gateway.ready;
  const press = (more: Partial<Press> = {}): Press => ({ channelId, ...more });
  return {
    fake,
    gateway,
    sender,
    channelId,
    memory: () => memory,
    refusals,
    reset: () => {
      memory = createMemoryDesk(BOT_INCIDENTS, sender);
    },
    press,
    manager: () => press({ permissions: MANAGE_GUILD }),
    close: async () => {
      await gateway.close();
      await fake.close();
    },
  };
}

/** An option of type text. */
export function textOption(name: string, value: string): { name: string; type: number; value: string } {
  return { name, type: 3, value };
}

/** Everything of a message as one text to look in. */
export function shown(message: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(message);
}
