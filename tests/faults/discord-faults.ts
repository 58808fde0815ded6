import { setTimeout as pause } from 'node:timers/promises';
import type { Trouble } from '../support/fake-discord/injected-faults.ts';
import type { Fault } from './faults.ts';
import { seconds } from './random.ts';
import type { World } from './world.ts';

const MESSAGES = /\/messages/;
const GIVE_UP_MS = 6000;

/** The next so many requests about messages go wrong. */
function answering(name: string, trouble: Trouble, times: number): Fault {
  return {
    name,
    async strike(world) {
      world.mends.push(world.discord.inject({ trouble, times, path: MESSAGES }).end);
    },
  };
}

/** Refuses everything about messages for a while: a permission that is taken and given back. */
function refusing(name: string, trouble: Trouble): Fault {
  return {
    name,
    async strike(world, random) {
      const injected = world.discord.inject({ trouble, times: 1_000_000, path: MESSAGES });
      await pause(seconds(0.5, 3, random));
      injected.end();
    },
  };
}

/** Refused once, everything is held until an operator sets another token, restarts and releases. */
async function revokeToken(world: World): Promise<void> {
  const trouble = { kind: 'status', status: 401, message: '401: Unauthorized' } as const;
  const injected = world.discord.inject({ trouble, times: 1_000_000, path: MESSAGES });
  const giveUpAt = Date.now() + GIVE_UP_MS;
  while (injected.hits() === 0 && Date.now() < giveUpAt) await pause(50);
  // The hold follows the refusal.
  await pause(500);
  injected.end();
  await world.kill('deliver', 'SIGTERM');
  world.start('deliver');
  await world.redis.connect().del('{cm}:hold');
}

/** What Discord does to us. */
export const DISCORD_FAULTS: readonly Fault[] = [
  answering('Discord answers 429 for a channel', { kind: 'rateLimit', scope: 'user', retryAfterMs: 700 }, 2),
  answering('Discord answers 429 for everything', { kind: 'rateLimit', scope: 'global', retryAfterMs: 1000 }, 1),
  answering('Discord answers 429 in the shared scope', { kind: 'rateLimit', scope: 'shared', retryAfterMs: 1500 }, 1),
  answering('Discord fails with 5xx', { kind: 'status', status: 503 }, 3),
  answering('Discord fails with a page', { kind: 'status', status: 502, isHtml: true }, 2),
  answering('Discord stores a message and its answer is lost', { kind: 'lostAnswer' }, 2),
  answering('Discord stores a message and answers with broken JSON', { kind: 'wrongJson' }, 3),
  answering('Discord stores a message and never answers', { kind: 'hang' }, 1),
  answering('Discord resets the connection', { kind: 'reset' }, 2),
  refusing('Discord answers 403', { kind: 'status', status: 403, code: 50013, message: 'Missing Permissions' }),
  refusing('Discord answers 404', { kind: 'status', status: 404, code: 10003, message: 'Unknown Channel' }),
  { name: 'Discord answers 401', strike: revokeToken },
  {
    name: 'Discord’s gateway falls silent (a zombie)',
    async strike(world) {
      world.discord.gateway.goSilent();
    },
  },
  {
    name: 'Discord’s gateway breaks, and the session is resumed',
    async strike(world) {
      world.discord.gateway.drop();
    },
  },
  {
    name: 'Discord’s gateway calls the session invalid (op 9)',
    async strike(world, random) {
      world.discord.gateway.sendOp(9, random() < 0.5);
    },
  },
  {
    name: 'Discord’s gateway closes with 4014',
    async strike(world, random) {
      world.discord.gateway.closeWith(4014);
      // What a supervisor does with a process that ended, or an operator with one that says why it cannot.
      await pause(seconds(0.5, 1.5, random));
      await world.kill('commands', 'SIGTERM');
      world.start('commands');
    },
  },
];
