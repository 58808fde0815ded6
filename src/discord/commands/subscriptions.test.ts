import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FakeDiscord } from '../../../tests/support/fake-discord/server.ts';
import { shown, startTestBot, type TestBot, textOption } from '../../../tests/support/test-bot.ts';

let bot: TestBot;
let fake: FakeDiscord;
let channelId: string;
let press: TestBot['press'];
let manager: TestBot['manager'];
let memory: TestBot['memory'];

beforeAll(async () => {
  bot = await startTestBot();
  ({ fake, channelId, press, manager, memory } = bot);
});

beforeEach(() => {
  bot.reset();
});

afterAll(async () => {
  await bot.close();
});

describe('subscriptions', () => {
  const channel = () => ({ name: 'channel', type: 7, value: channelId });

  it('need the permission to manage the server', async () => {
    for (const name of ['subscribe', 'subscriptions', 'unsubscribe', 'pause', 'forget']) {
      const answer = await fake.command(name, [], press());
      expect(answer.message['content']).toContain('Manage Server');
    }
    expect(memory().subscriptions.size).toBe(0);
  });

  it('do not exist where the bot is only somebody’s own app', async () => {
    const answer = await fake.command('subscribe', [], { ...manager(), isInstalledInGuild: false });
    expect(answer.message['content']).toContain('only in a server');
  });

  it('are not what /pause without an id is about: that holds all alerts, in the operators’ channel alone', async () => {
    const elsewhere = await fake.command('pause', [], manager());
    expect(elsewhere.message['content']).toContain('operators’ channel only');
    expect(memory().holds).toEqual([]);
    memory().operators.channelId = channelId;
    const held = await fake.command('pause', [], manager());
    expect(held.message['content']).toContain('All alerts are held');
    expect(memory().holds).toHaveLength(1);
    await fake.command('pause', [{ name: 'hours', type: 4, value: 0 }], manager());
    expect(memory().holds).toEqual([]);
  });

  it('are made, listed, paused, resumed and ended', async () => {
    const options = [
      channel(),
      textOption('label', 'clash'),
      { name: 'severity', type: 4, value: 2 },
      textOption('quiet', '23:00-07:00'),
      textOption('zone', 'Asia/Yerevan'),
    ];
    const made = await fake.command('subscribe', options, manager());
    expect(made.message['content']).toContain(`Alerts will come to <#${channelId}>. Number of this subscription: s1`);
    expect(made.message['content']).toContain('would have sent 4 alerts');
    expect(fake.state.messages(channelId).at(-1)?.body['content']).toContain('🔔 Clash, ≥ Moderate');
    expect(memory().subscriptions.get('s1')).toMatchObject({
      guildId: '200000000000000001',
      filter: { labels: ['clash'], minSeverity: 2 },
      quietHours: { from: '23:00', to: '07:00' },
      delivery: { mode: 'now', zone: 'Asia/Yerevan' },
    });
    expect(shown((await fake.command('subscriptions', [], manager())).message)).toContain('s1');
    await fake.command('pause', [textOption('id', 's1'), { name: 'hours', type: 4, value: 2 }], manager());
    expect(memory().subscriptions.get('s1')?.pausedUntil).toBe('2026-11-22T14:00:00.000Z');
    await fake.command('pause', [textOption('id', 's1'), { name: 'hours', type: 4, value: 0 }], manager());
    expect(memory().subscriptions.get('s1')?.pausedUntil).toBeUndefined();
    await fake.command('unsubscribe', [textOption('id', 's1')], manager());
    expect(memory().subscriptions.size).toBe(0);
  });

  it('are copied to another channel, with what is different there', async () => {
    const other = fake.state.addChannel({}).id;
    await fake.command(
      'subscribe',
      [
        channel(),
        textOption('label', 'clash'),
        textOption('quiet', '23:00-07:00'),
        textOption('article_language', 'hy'),
      ],
      manager(),
    );
    await fake.command(
      'subscribe',
      [textOption('copy', 's1'), { name: 'channel', type: 7, value: other }, textOption('language', 'fr')],
      manager(),
    );
    expect(memory().subscriptions.get('s2')).toMatchObject({
      id: 's2',
      channelId: other,
      filter: { labels: ['clash'], languages: ['hy'] },
      quietHours: { from: '23:00', to: '07:00' },
      language: 'fr',
    });
    const answer = await fake.command('subscribe', [textOption('copy', 'nothing')], manager());
    expect(answer.message['content']).toContain('There is no subscription nothing');
  });

  it('are made by menus where no option is given', async () => {
    const form = await fake.command('subscribe', [], manager());
    const menu = /form\|label\|[^"]*/.exec(shown(form.message))?.[0] ?? '';
    const second = await fake.button(menu, manager(), ['clash', 'ceasefire']);
    expect(second.type).toBe(6);
    const severity = /form\|severity\|[^"]*/.exec(shown(second.message))?.[0] ?? '';
    const third = await fake.button(severity, manager(), ['3']);
    const done = /form\|done\|[^"]*/.exec(shown(third.message))?.[0] ?? '';
    const made = await fake.button(done, manager());
    expect(made.message['content']).toContain('Number of this subscription: s1');
    expect(memory().subscriptions.get('s1')).toMatchObject({
      channelId,
      filter: { labels: ['clash', 'ceasefire'], minSeverity: 3 },
    });
  });

  it('are refused with what is missing when the bot may not write in the channel', async () => {
    fake.inject({ trouble: { kind: 'status', status: 403, code: 50013 }, path: /\/channels\/\d+\/messages$/ });
    const answer = await fake.command('subscribe', [channel()], manager());
    expect(answer.message['content']).toContain('View Channel, Send Messages and Embed Links');
    expect(memory().subscriptions.size).toBe(0);
  });

  it.each([
    ['zone', 'Mars/Olympus'],
    ['at', '25:00'],
    ['quiet', 'at night'],
  ])('tell which option was not understood: %s', async (option, value) => {
    const answer = await fake.command('subscribe', [channel(), textOption(option, value)], manager());
    expect(answer.message['content']).toContain(`${option}: "${value}" is not understood`);
  });

  it('have a limit a server', async () => {
    for (let n = 0; n < 3; n += 1) await fake.command('subscribe', [channel()], manager());
    const answer = await fake.command('subscribe', [channel()], manager());
    expect(answer.message['content']).toContain('already has 3 subscriptions');
  });

  it.each([
    ['en', 'noPermission', 'I can no longer write in'],
    ['en', 'unknownChannel', 'no longer exists'],
    ['ru', 'noPermission', 'Я больше не могу писать в'],
    ['fr', 'unknownChannel', 'n’existe plus'],
  ] as const)('that were switched off say why in words: %s, %s', async (language, reason, told) => {
    await fake.command('subscribe', [channel()], manager());
    const one = memory().subscriptions.get('s1');
    if (one === undefined) throw new Error('no subscription was made');
    memory().subscriptions.set('s1', { ...one, disabled: { reason, at: '2026-11-21T10:00:00.000Z' } });
    memory().languages.set('user 900000000000000002', language);
    const listed = shown((await fake.command('subscriptions', [], manager())).message);
    expect(listed).toContain(told);
    expect(listed).not.toContain(reason);
  });

  it('of another server cannot be ended', async () => {
    await fake.command('subscribe', [channel()], manager());
    const one = memory().subscriptions.get('s1');
    if (one === undefined) throw new Error('no subscription was made');
    memory().subscriptions.set('s1', { ...one, guildId: '200000000000000009' });
    const answer = await fake.command('unsubscribe', [textOption('id', 's1')], manager());
    expect(answer.message['content']).toContain('There is no subscription s1');
    expect(memory().subscriptions.size).toBe(1);
  });

  it('and all else of a server is gone after /forget', async () => {
    await fake.command('subscribe', [channel()], manager());
    await fake.command('forget', [], manager());
    expect(memory().subscriptions.size).toBe(0);
  });
});

it('all of it within Discord’s rules', async (context) => {
  if (fake.uncheckedBecause !== undefined) await context.annotate(`own rules only: ${fake.uncheckedBecause}`);
  expect(fake.faults).toEqual([]);
});
