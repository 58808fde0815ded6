import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MANAGE_GUILD, MANAGE_MESSAGES, type Press } from '../../tests/support/fake-discord/interactions.ts';
import { type FakeDiscord, startFakeDiscord } from '../../tests/support/fake-discord/server.ts';
import { createMemoryDesk, type MemoryDesk } from '../../tests/support/memory-desk.ts';
import { LANGUAGES } from '../domain/language.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { commandDefinitions } from './commands/definitions.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { registerCommands } from './register.ts';
import { renderReview } from './render/review.ts';
import { createSender, type Sender } from './send.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const INCIDENTS = Object.values(SAMPLE_INCIDENTS).filter(
  (incident, index, all) => all.findLastIndex((other) => other.id === incident.id) === index,
);

let fake: FakeDiscord;
let gateway: Gateway;
let sender: Sender;
let channelId: string;
let memory: MemoryDesk;

beforeAll(async () => {
  fake = await startFakeDiscord();
  channelId = fake.state.addChannel({}).id;
  const budget = { acquire: () => Promise.resolve(), block: () => Promise.resolve() };
  sender = createSender({ token: fake.token, apiBase: fake.apiBase, budget });
  memory = createMemoryDesk(INCIDENTS, sender);
  gateway = startGateway({
    token: fake.token,
    apiBase: fake.apiBase,
    // A fresh memory for each test.
    desk: {
      get ports() {
        return memory.desk.ports;
      },
      names: memory.desk.names,
      sender,
      maxSubscriptionsPerGuild: 3,
      newId: () => memory.desk.newId(),
      moderatorsChannel: () => channelId,
    },
    now: () => NOW,
    guildTimeoutMs: 300,
  });
  await gateway.ready;
});

beforeEach(() => {
  memory = createMemoryDesk(INCIDENTS, sender);
});

afterAll(async () => {
  await gateway.close();
  await fake.close();
});

const press = (more: Partial<Press> = {}): Press => ({ channelId, ...more });
const manager = () => press({ permissions: MANAGE_GUILD });
const text = (name: string, value: string) => ({ name, type: 3, value });
const shown = (message: Readonly<Record<string, unknown>>) => JSON.stringify(message);

describe('look-ups', () => {
  it.each([
    ['latest', [], 'Sotk / Zod'],
    ['search', [text('label', 'negotiation')], 'Washington'],
    ['incident', [text('id', 'aa-2026-11-21-07')], 'AA-2026-11-21-07 r4'],
    ['timeline', [text('place', 'sotk')], 'incidents'],
    ['stats', [], 'The last 7 days'],
    ['map', [], 'map.png'],
    ['compare', [text('id', 'AA-2026-11-21-07')], 'Xəzər Agentliyi'],
    ['daily', [text('date', '2026-11-21')], 'The day Nov 21, 2026'],
    ['outlets', [], 'Armenia, public'],
    ['explain', [text('text', 'https://news.example/1')], 'language: hy'],
    ['status', [], 'The monitor is running.'],
    ['help', [], '/subscribe'],
  ])('/%s', async (name, options, expected) => {
    const answer = await fake.command(name, options, press());
    expect(answer.isEphemeral).toBe(true);
    expect(shown(answer.message)).toContain(expected);
    expect(shown(answer.message)).not.toContain('did not work');
  });

  it('are seen by everybody only when shared', async () => {
    const answer = await fake.command('latest', [{ name: 'share', type: 5, value: true }], press());
    expect(answer.isEphemeral).toBe(false);
  });

  it('a quiet day says zero', async () => {
    const answer = await fake.command('daily', [text('date', '2026-11-01')], press());
    expect(shown(answer.message)).toContain('No incident reported');
  });

  it('are paged', async () => {
    const first = await fake.command(
      'search',
      [text('label', 'clash'), { name: 'severity', type: 4, value: 0 }],
      press(),
    );
    expect(shown(first.message)).not.toContain('Page 2');
    const all = await fake.command('latest', [], press());
    const next = /page\|latest\|1\|[^"]*/.exec(shown(all.message))?.[0] ?? '';
    const second = await fake.button(next, press());
    expect(second.type).toBe(6);
    expect(shown(second.message)).toContain('Page 2 of 2');
  });

  it('say that there is no such incident', async () => {
    const answer = await fake.command('incident', [text('id', '<@1> *x*')], press());
    expect(answer.message['content']).toContain('There is no incident');
  });

  it('an unknown date is told with what is understood', async () => {
    const answer = await fake.command('daily', [text('date', 'yesterday')], press());
    expect(answer.message['content']).toBe('date: "yesterday" is not understood. 2026-11-21');
  });

  it('suggest names while typing, within Discord’s limits', async () => {
    const answer = await fake.autocomplete('latest', [{ name: 'place', type: 3, value: 'so', focused: true }], press());
    expect(answer.choices.map((choice) => choice['value'])).toEqual(['sotk']);
  });

  it('“Check this” looks at any message', async () => {
    const answer = await fake.messageCommand('Check this', 'look: https://news.example/9 !', press());
    expect(shown(answer.message)).toContain('Belongs to incident AA-2026-11-21-07');
    expect(shown(answer.message)).toContain('news.example/9');
  });

  it('say so when the archive is away, and do not pretend that nothing was found', async () => {
    memory.breakStore();
    const answer = await fake.command('latest', [], press({ locale: 'ru' }));
    expect(answer.message['content']).toBe('Архив сейчас недоступен. Попробуйте через минуту.');
  });
});

describe('languages', () => {
  it('the language of the user’s Discord', async () => {
    const answer = await fake.command('status', [], press({ locale: 'fr' }));
    expect(answer.message['content']).toContain('La veille fonctionne.');
  });

  it('Armenian, which Discord does not have, by the user’s own choice', async () => {
    const set = await fake.command('settings', [text('language', 'hy')], press());
    expect(set.message['content']).toBe('Լեզուն՝ հայերեն');
    const answer = await fake.command('status', [], press({ locale: 'ru' }));
    expect(answer.message['content']).toContain('Մոնիտորն աշխատում է։');
  });

  it('the server’s language for those whose Discord is English', async () => {
    await fake.command('settings', [text('language', 'az'), { name: 'server', type: 5, value: true }], manager());
    const answer = await fake.command('status', [], press());
    expect(answer.message['content']).toContain('Monitor işləyir.');
  });

  it('only managers set the server’s language', async () => {
    const answer = await fake.command(
      'settings',
      [text('language', 'az'), { name: 'server', type: 5, value: true }],
      press(),
    );
    expect(answer.message['content']).toContain('Manage Server');
    expect(memory.languages.size).toBe(0);
  });

  it.each(LANGUAGES)('every command answers within Discord’s rules in %s', async (language) => {
    memory.languages.set('user 900000000000000002', language);
    for (const name of ['latest', 'stats', 'daily', 'outlets', 'status', 'help', 'subscriptions']) {
      const answer = await fake.command(name, [], manager());
      expect(answer.type).toBe(5);
    }
    expect(fake.faults).toEqual([]);
  });
});

describe('subscriptions', () => {
  const channel = () => ({ name: 'channel', type: 7, value: channelId });

  it('need the permission to manage the server', async () => {
    for (const name of ['subscribe', 'subscriptions', 'unsubscribe', 'pause', 'forget']) {
      const answer = await fake.command(name, [], press());
      expect(answer.message['content']).toContain('Manage Server');
    }
    expect(memory.subscriptions.size).toBe(0);
  });

  it('do not exist where the bot is only somebody’s own app', async () => {
    const answer = await fake.command('subscribe', [], press({ permissions: MANAGE_GUILD, isInstalledInGuild: false }));
    expect(answer.message['content']).toContain('only in a server');
  });

  it('are made, listed, paused, resumed and ended', async () => {
    const options = [
      channel(),
      text('label', 'clash'),
      { name: 'severity', type: 4, value: 2 },
      text('quiet', '23:00-07:00'),
      text('zone', 'Asia/Yerevan'),
    ];
    const made = await fake.command('subscribe', options, manager());
    expect(made.message['content']).toContain(`Alerts will come to <#${channelId}>. Number of this subscription: s1`);
    expect(made.message['content']).toContain('would have sent 4 alerts');
    expect(fake.state.messages(channelId).at(-1)?.body['content']).toContain('🔔 Clash, ≥ Moderate');
    expect(memory.subscriptions.get('s1')).toMatchObject({
      guildId: '200000000000000001',
      filter: { labels: ['clash'], minSeverity: 2 },
      quietHours: { from: '23:00', to: '07:00' },
      delivery: { mode: 'now', zone: 'Asia/Yerevan' },
    });
    expect(shown((await fake.command('subscriptions', [], manager())).message)).toContain('s1');
    await fake.command('pause', [text('id', 's1'), { name: 'hours', type: 4, value: 2 }], manager());
    expect(memory.subscriptions.get('s1')?.pausedUntil).toBe('2026-11-22T14:00:00.000Z');
    await fake.command('pause', [text('id', 's1'), { name: 'hours', type: 4, value: 0 }], manager());
    expect(memory.subscriptions.get('s1')?.pausedUntil).toBeUndefined();
    await fake.command('unsubscribe', [text('id', 's1')], manager());
    expect(memory.subscriptions.size).toBe(0);
  });

  it('are copied to another channel, with what is different there', async () => {
    const other = fake.state.addChannel({}).id;
    await fake.command(
      'subscribe',
      [channel(), text('label', 'clash'), text('quiet', '23:00-07:00'), text('article_language', 'hy')],
      manager(),
    );
    await fake.command(
      'subscribe',
      [text('copy', 's1'), { name: 'channel', type: 7, value: other }, text('language', 'fr')],
      manager(),
    );
    expect(memory.subscriptions.get('s2')).toMatchObject({
      id: 's2',
      channelId: other,
      filter: { labels: ['clash'], languages: ['hy'] },
      quietHours: { from: '23:00', to: '07:00' },
      language: 'fr',
    });
    const answer = await fake.command('subscribe', [text('copy', 'nothing')], manager());
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
    expect(memory.subscriptions.get('s1')).toMatchObject({
      channelId,
      filter: { labels: ['clash', 'ceasefire'], minSeverity: 3 },
    });
  });

  it('are refused with what is missing when the bot may not write in the channel', async () => {
    fake.inject({ trouble: { kind: 'status', status: 403, code: 50013 }, path: /\/channels\/\d+\/messages$/ });
    const answer = await fake.command('subscribe', [channel()], manager());
    expect(answer.message['content']).toContain('View Channel, Send Messages and Embed Links');
    expect(memory.subscriptions.size).toBe(0);
  });

  it.each([
    ['zone', 'Mars/Olympus'],
    ['at', '25:00'],
    ['quiet', 'at night'],
  ])('tell which option was not understood: %s', async (option, value) => {
    const answer = await fake.command('subscribe', [channel(), text(option, value)], manager());
    expect(answer.message['content']).toContain(`${option}: "${value}" is not understood`);
  });

  it('have a limit a server', async () => {
    for (let n = 0; n < 3; n += 1) await fake.command('subscribe', [channel()], manager());
    const answer = await fake.command('subscribe', [channel()], manager());
    expect(answer.message['content']).toContain('already has 3 subscriptions');
  });

  it('of another server cannot be ended', async () => {
    await fake.command('subscribe', [channel()], manager());
    const one = memory.subscriptions.get('s1');
    if (one === undefined) throw new Error('no subscription was made');
    memory.subscriptions.set('s1', { ...one, guildId: '200000000000000009' });
    const answer = await fake.command('unsubscribe', [text('id', 's1')], manager());
    expect(answer.message['content']).toContain('There is no subscription s1');
    expect(memory.subscriptions.size).toBe(1);
  });

  it('and all else of a server is gone after /forget', async () => {
    await fake.command('subscribe', [channel()], manager());
    await fake.command('forget', [], manager());
    expect(memory.subscriptions.size).toBe(0);
  });
});

describe('buttons under an alert', () => {
  it.each([
    ['sources|AA-2026-11-21-07', 'Ararat Wire (sample) (Armenia, public)'],
    ['timeline|AA-2026-11-21-07', 'Deaths: Armenia: 0 → 1 killed'],
    ['why|AA-2026-11-21-07', 'Why this alert'],
  ])('%s', async (id, expected) => {
    const answer = await fake.button(id, press());
    expect(answer.isEphemeral).toBe(true);
    expect(shown(answer.message)).toContain(expected);
  });

  it('mute an incident for managers alone', async () => {
    await fake.button('mute|AA-2026-11-21-07', press());
    expect(memory.silences).toEqual([]);
    await fake.button('mute|AA-2026-11-21-07', manager());
    expect(memory.silences).toMatchObject([
      { incidentId: 'AA-2026-11-21-07', channelId, expiresAt: '2026-11-23T12:00:00.000Z', author: 'somebody' },
    ]);
  });

  it('mute its place as well', async () => {
    const answer = await fake.button('mute|AA-2026-11-21-07', manager());
    expect(shown(answer.message)).toContain('mutePlace|AA-2026-11-21-07');
    const place = await fake.button('mutePlace|AA-2026-11-21-07', manager());
    expect(place.message['content']).toContain('Nothing more about Sotk / Zod');
    expect(memory.silences.at(-1)).toMatchObject({ place: 'sotk', channelId });
  });

  it('corrections reach the operators from the moderators’ channel alone, and from those who moderate it', async () => {
    const elsewhere = fake.state.addChannel({}).id;
    await fake.button('falseAlarm|AA-2026-11-21-07', press());
    await fake.button('falseAlarm|AA-2026-11-21-07', { ...manager(), channelId: elsewhere });
    expect(memory.corrections).toEqual([]);
    await fake.button('falseAlarm|AA-2026-11-21-07', press({ permissions: MANAGE_MESSAGES }));
    expect(memory.corrections).toMatchObject([
      { incidentId: 'AA-2026-11-21-07', verdict: 'falseAlarm', by: 'somebody' },
    ]);
  });

  it('items that wait for review are decided by moderators', async () => {
    const [report] = INCIDENTS[0]?.reports ?? [];
    if (report === undefined) throw new Error('the samples have reports');
    const item = { ...report, id: 'item-1', summary: '@everyone **x**', fetchedAt: report.arrivedAt };
    const classification = { label: 'clash' as const, score: 0.41234, reason: 'between the thresholds', evidence: [] };
    const candidates = [{ id: 'AA-2026-11-21-07', headline: 'Sotk' }];
    for (const language of LANGUAGES) {
      await sender.post(
        channelId,
        renderReview(item, classification, { language, names: memory.desk.names(), candidates }),
      );
    }
    await fake.button('review|approved|item-1', press());
    expect(memory.reviews).toEqual([]);
    const answer = await fake.button('review|approved|item-1', manager());
    expect(answer.message['content']).toBe('Decided: Approve');
    await fake.button('review|joined|item-1', manager(), ['AA-2026-11-21-07']);
    expect(memory.reviews).toEqual([
      { itemId: 'item-1', verdict: 'approved', by: 'somebody' },
      { itemId: 'item-1', verdict: 'joined', incidentId: 'AA-2026-11-21-07', by: 'somebody' },
    ]);
  });

  it('that are not ours get an answer and do no harm', async () => {
    expect((await fake.button('something else', press())).message['content']).toContain('did not work');
  });
});

describe('the connection', () => {
  it('registers commands only when they changed', async () => {
    let kept: string | undefined;
    const registered = {
      get: () => Promise.resolve(kept),
      set: (hash: string) => {
        kept = hash;
        return Promise.resolve();
      },
    };
    const definitions = commandDefinitions({ hasPictures: true });
    expect(await registerCommands(definitions, sender, registered)).toEqual({
      kind: 'registered',
      count: definitions.length,
    });
    expect(await registerCommands(definitions, sender, registered)).toEqual({ kind: 'unchanged' });
    expect(fake.commands()).toHaveLength(definitions.length);
  });

  it('resumes after a break, and a command given meanwhile is answered', async () => {
    fake.gateway.drop();
    const answer = await fake.command('status', [], press());
    expect(answer.message['content']).toContain('running');
    expect(fake.gateway.resumes()).toBe(1);
  });

  it('reconnects when Discord asks for it', async () => {
    fake.gateway.sendOp(7);
    const answer = await fake.command('status', [], press());
    expect(answer.message['content']).toContain('running');
  });

  it('an answer that comes too late does no harm', async () => {
    fake.inject({ trouble: { kind: 'status', status: 404, code: 10062 }, path: /\/callback$/ });
    void fake.command('latest', [], press());
    const answer = await fake.command('status', [], press());
    expect(answer.message['content']).toContain('running');
  });

  it('a wrong token is told at once, with the variable’s name', async () => {
    const wrong = startGateway({ token: `${fake.token}x`, apiBase: fake.apiBase, desk: memory.desk });
    await expect(wrong.ready).rejects.toThrow('DISCORD_TOKEN');
    await wrong.close();
  });

  it('Discord away at start is waited for, and ends with the process', async () => {
    const away = startGateway({ token: fake.token, apiBase: 'http://127.0.0.1:1/api', desk: memory.desk });
    await away.close();
    await away.ready;
  });

  it('kept to Discord’s rules all the time', async (context) => {
    if (fake.uncheckedBecause !== undefined) await context.annotate(`own rules only: ${fake.uncheckedBecause}`);
    expect(fake.faults).toEqual([]);
  });
});
