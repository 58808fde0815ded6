import { afterEach, describe, expect, it } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../../tests/support/fake-discord/server.ts';
import { startTestBot, type TestBot } from '../../tests/support/test-bot.ts';
import { type Gateway, startGateway } from './gateway.ts';

const opened: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function start(options: Parameters<typeof startTestBot>[0] = {}): Promise<TestBot> {
  const bot = await startTestBot(options);
  opened.push(bot);
  return bot;
}

async function isAnswered({ fake, press }: TestBot): Promise<void> {
  const answer = await fake.command('status', [], press());
  expect(answer.message['content']).toContain('running');
}

describe('a session', () => {
  it('comes with as many shards as Discord asks for; only the server’s own one answers', async () => {
    const bot = await start({ discord: { shards: 2 } });
    expect(bot.fake.gateway.shards()).toEqual([
      [0, 2],
      [1, 2],
    ]);
    await isAnswered(bot);
    const callbacks = bot.fake.requests.filter(({ path }) => path.endsWith('/callback'));
    expect(callbacks).toHaveLength(1);
  }, 20_000);

  it('that Discord calls invalid but good to resume is resumed, and nothing of it is lost', async () => {
    const bot = await start();
    bot.fake.gateway.sendOp(9, true);
    await isAnswered(bot);
    expect(bot.fake.gateway.resumes()).toBe(1);
  }, 20_000);

  it('that is gone for good is begun anew', async () => {
    const bot = await start();
    bot.fake.gateway.sendOp(9, false);
    await bot.fake.gateway.identified(2);
    await isAnswered(bot);
    expect(bot.fake.gateway.resumes()).toBe(0);
  }, 20_000);

  it('whose connection only looks alive is given up and resumed', async () => {
    const bot = await start({ discord: { heartbeatMs: 1000 } });
    await isAnswered(bot);
    bot.fake.gateway.goSilent();
    await expect.poll(() => bot.fake.gateway.resumes(), { timeout: 10_000 }).toBe(1);
    await isAnswered(bot);
  }, 20_000);

  it('that timed out (4009) is begun anew without a word to the operators', async () => {
    const bot = await start();
    bot.fake.gateway.closeWith(4009);
    await bot.fake.gateway.identified(2);
    await isAnswered(bot);
    expect(bot.refusals).toEqual([]);
  }, 20_000);
});

describe('refused for good', () => {
  it('in the middle of its life (4014): the operators read once what to do, alerts go on, and it is tried again', async () => {
    const bot = await start({ refusedWaitMs: 50 });
    const { fake } = bot;
    fake.gateway.refuseWith(4014);
    fake.gateway.closeWith(4014);
    await expect.poll(() => bot.refusals.length).toBe(1);
    expect(bot.refusals[0]).toMatch(/intents.*4014.*page "Bot".*alerts go on/s);
    const body = { content: 'an alert', allowed_mentions: { parse: [] } } as const;
    expect(await bot.sender.post(bot.channelId, body)).toMatchObject({ kind: 'sent' });
    fake.gateway.refuseWith(undefined);
    await fake.gateway.identified(2);
    await isAnswered(bot);
    expect(bot.refusals).toHaveLength(1);
  }, 30_000);

  it('at the start (4014): waits, tells, and answers once Discord lets it in', async () => {
    const fake: FakeDiscord = await startFakeDiscord();
    const told: string[] = [];
    fake.gateway.refuseWith(4014);
    const bot = await start();
    const gateway: Gateway = startGateway({
      token: fake.token,
      apiBase: fake.apiBase,
      desk: bot.memory().desk,
      onRefused: (message) => told.push(message),
      refusedWaitMs: 50,
      guildTimeoutMs: 300,
    });
    opened.push(gateway, fake);
    await expect.poll(() => told.length).toBe(1);
    fake.gateway.refuseWith(undefined);
    await gateway.ready;
    const channelId = fake.state.addChannel({}).id;
    const answer = await fake.command('status', [], { channelId });
    expect(answer.message['content']).toContain('running');
    expect(told[0]).toContain('4014');
  }, 30_000);
});
