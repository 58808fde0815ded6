import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Subscription } from '../src/domain/alert.ts';
import { connectStore } from '../src/store/connect.ts';
import { createOutbox } from '../src/store/outbox.ts';
import { createSubscriptionStore } from '../src/store/subscriptions.ts';
import { FOUR_CLASHES, isAllTold, openStage, textsIn, until, waitingIn } from './faults/stage.ts';
import { violations } from './faults/verdict.ts';
import type { World } from './faults/world.ts';
import { runCli } from './support/cli.ts';

const MINUTE_MS = 60_000;
const MAKER = '900000000000000002';
let world: World | undefined;
afterEach(() => world?.close());

interface Status {
  readonly setAside: readonly {
    readonly id: string;
    readonly error: string;
    readonly payload: Readonly<Record<string, unknown>>;
  }[];
  readonly lostChannels: readonly { readonly channelId: string; readonly waiting: number; readonly detail: string }[];
}

async function statusOf(at: World): Promise<Status> {
  const { stdout } = await runCli(['status', '--json'], '', { REDIS_URL: at.redis.url });
  return JSON.parse(stdout) as Status;
}

/** A second channel that somebody subscribed with /subscribe. */
async function subscribe(at: World): Promise<string> {
  const channelId = at.discord.state.addChannel({ name: 'village' }).id;
  const store = await connectStore({ address: at.redis.url });
  const subscription: Subscription = {
    id: 'mine',
    origin: 'user',
    channelId,
    guildId: '800000000000000001',
    createdBy: MAKER,
    createdAt: new Date().toISOString(),
    filter: {},
    delivery: { mode: 'now', zone: 'UTC' },
    language: 'en',
    threads: false,
  };
  await createSubscriptionStore(store).put(subscription);
  await store.close();
  return channelId;
}

const disabled = async (at: World) => {
  const store = await connectStore({ address: at.redis.url });
  const [mine] = await createSubscriptionStore(store).byGuild('800000000000000001');
  await store.close();
  return mine?.disabled?.reason;
};

describe('what Discord refuses', () => {
  it('a message it finds wrong is set aside with its body and Discord’s words; the rest goes on, and it can be sent after all', async () => {
    const at = await openStage(FOUR_CLASHES);
    world = at;
    const trouble = { kind: 'status', status: 400, code: 50035, message: 'Invalid Form Body' } as const;
    at.discord.inject({ trouble, method: 'POST', path: /\/messages$/ });
    at.outlets.publish(0);
    await until(at, () => textsIn(at).length === FOUR_CLASHES.length - 1, 'the others');
    const { setAside } = await statusOf(at);
    expect(setAside).toMatchObject([
      {
        error: expect.stringContaining('Invalid Form Body'),
        payload: { kind: 'post', channelId: at.channelId, body: { allowed_mentions: { parse: [] } } },
      },
    ]);
    expect(JSON.stringify(setAside[0]?.payload['body'])).toMatch(/Sotk|Jermuk|Tegh|Yeraskh/);
    expect(JSON.stringify(setAside)).not.toContain(at.discord.token);
    expect(await waitingIn(at)).toBe(0);
    const store = await connectStore({ address: at.redis.url });
    const outbox = createOutbox(store);
    expect(await outbox.retry(setAside[0]?.id ?? '')).toBe(true);
    await outbox.close();
    await store.close();
    await until(at, () => isAllTold(at, FOUR_CLASHES), 'all told');
    expect(violations(at, FOUR_CLASHES)).toEqual([]);
  }, 180_000);

  it.each([
    ['a permission is taken (403)', { status: 403, code: 50013, message: 'Missing Permissions' }, 'noPermission'],
    ['the channel is deleted (404)', { status: 404, code: 10003, message: 'Unknown Channel' }, 'unknownChannel'],
  ] as const)(
    '%s: the subscription is switched off, its maker and the operators hear of it once, the rest goes on',
    async (_what, refusal, reason) => {
      const at = await openStage(FOUR_CLASHES, { hasOperators: true });
      world = at;
      const village = await subscribe(at);
      at.discord.inject({
        trouble: { kind: 'status', ...refusal },
        times: 1_000_000,
        path: new RegExp(`/channels/${village}/messages`),
      });
      at.outlets.publish(0);
      await until(at, () => isAllTold(at, FOUR_CLASHES), 'the route is told');
      await until(at, async () => (await disabled(at)) === reason, 'the subscription is switched off');
      await until(at, async () => (await waitingIn(at, village)) === 0, 'an empty line');
      await pause(2000);
      const notices = textsIn(at, at.operatorsChannelId).filter((text) => text.includes(village));
      expect(notices).toHaveLength(1);
      const letters = at.discord.requests.filter(({ path }) => path === '/users/@me/channels');
      expect(letters.map(({ body }) => body)).toEqual([{ recipient_id: MAKER }]);
      expect(violations(at, FOUR_CLASHES)).toEqual([]);
    },
    180_000,
  );

  it('a route of the configuration that is refused keeps its alerts, says so, and gets them as one late list', async () => {
    const at = await openStage(FOUR_CLASHES, { hasOperators: true });
    world = at;
    const refused = at.discord.inject({
      trouble: { kind: 'status', status: 403, code: 50001, message: 'Missing Access' },
      times: 1_000_000,
      path: new RegExp(`/channels/${at.channelId}/messages`),
    });
    at.outlets.publish(0);
    await until(at, async () => (await waitingIn(at)) === FOUR_CLASHES.length, 'the line');
    await until(at, () => refused.hits() >= 2, 'a second try');
    const notices = () => textsIn(at, at.operatorsChannelId).filter((text) => text.includes(at.channelId));
    await until(at, () => notices().length > 0, 'the notice');
    expect((await statusOf(at)).lostChannels).toMatchObject([
      { channelId: at.channelId, waiting: FOUR_CLASHES.length, detail: expect.stringContaining('Missing Access') },
    ]);
    await at.passTime(40 * MINUTE_MS);
    refused.end();
    await until(at, () => isAllTold(at, FOUR_CLASHES), 'all told');
    await until(at, async () => (await statusOf(at)).lostChannels.length === 0, 'the channel is back');
    await until(at, () => notices().length === 2, 'the notice that it is back');
    expect(textsIn(at)).toHaveLength(1);
    expect(textsIn(at)[0]).toContain('these alerts are late');
    expect(notices()[0]).toContain('nothing is lost');
    expect(notices()[1]).toContain('takes alerts again');
  }, 180_000);

  it('the gateway for good (4014): the log says why, alerts go on', async () => {
    const at = await openStage(FOUR_CLASHES);
    world = at;
    at.start('commands');
    await until(at, () => at.log().includes('slash commands'), 'commands');
    at.discord.gateway.closeWith(4014);
    at.outlets.publish(0);
    await until(at, () => isAllTold(at, FOUR_CLASHES), 'all told');
    await until(
      at,
      () => at.log().includes('Discord refuses the intents that the bot asks for (4014)'),
      'a line that says so',
    );
    expect(violations(at, FOUR_CLASHES)).toEqual([]);
  }, 180_000);
});
