import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FakeDiscord } from '../../../tests/support/fake-discord/server.ts';
import { shown, startTestBot, type TestBot } from '../../../tests/support/test-bot.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { commandDefinitions } from './definitions.ts';
import { PAGES } from './subscription-form.ts';
import { WINDOWS } from './subscription-windows.ts';

let bot: TestBot;
let fake: FakeDiscord;
let manager: TestBot['manager'];
let memory: TestBot['memory'];

beforeAll(async () => {
  bot = await startTestBot();
  ({ fake, manager, memory } = bot);
});

beforeEach(() => {
  bot.reset();
});

afterAll(async () => {
  await bot.close();
});

/** What one menu of the form stands for among the options. */
const OPTIONS_BEHIND: Readonly<Record<string, readonly string[]>> = { extras: ['threads', 'pictures', 'backfill'] };

describe('the form of /subscribe', () => {
  it('reaches every option that the command has', () => {
    const command = commandDefinitions({ hasPictures: true }).find(({ name }) => name === 'subscribe');
    const options = (command?.options ?? []).map((option) => (option as { readonly name: string }).name);
    const menus = PAGES.flat().flatMap((field): readonly string[] => OPTIONS_BEHIND[field] ?? [field]);
    const typed = Object.values(WINDOWS).flatMap(({ lines }) => lines.map(({ option }): string => option));
    expect([...new Set([...menus, ...typed])].sort()).toEqual([...options].sort());
  });

  it('turns its pages, remembers what was chosen, and says what it would send', async () => {
    await fake.command('subscribe', [], manager());
    await fake.button('form|label|0', manager(), ['clash', 'ceasefire']);
    const next = await fake.button('form|next|0', manager());
    expect(next.message['content']).toMatch(/\(2\/5\)\nClash, Ceasefire/);
    expect(next.message['content']).toContain('Clash');
    const back = await fake.button('form|back|1', manager());
    expect(back.message['content']).toContain('(1/5)');
    expect(shown(back.message)).toMatch(/"value":"clash","default":true/);
  });

  it('makes a subscription of everything it offers', async () => {
    const other = fake.state.addChannel({}).id;
    const role = '111111111111111111';
    await fake.command('subscribe', [], manager());
    await fake.button('form|severity|0', manager(), ['2']);
    await fake.button('form|status|0', manager(), ['denied']);
    await fake.button('form|article_language|2', manager(), ['hy', 'az']);
    await fake.button('form|party|1', manager(), ['ARM', 'AZE']);
    await fake.button('form|outlet_side|2', manager(), ['third']);
    await fake.button('form|alignment|2', manager(), ['state', 'public']);
    await fake.button('form|delivery|3', manager(), ['daily']);
    await fake.choose('form|channel|3', 8, [other], manager());
    await fake.button('form|language|3', manager(), ['ru']);
    await fake.button('form|extras|3', manager(), ['threads', 'no-pictures', 'backfill-3']);
    await fake.choose('form|role|4', 6, [role], manager());
    await fake.button('form|role_severity|4', manager(), ['4']);
    await fake.button('form|publish_from|4', manager(), ['3']);
    await fake.button('form|max_per_hour|4', manager(), ['5']);
    const opened = await fake.button('form|words|4', manager());
    expect(opened.type).toBe(9);
    expect(opened.modal).toMatchObject({ custom_id: 'form|words|4', title: 'Words and names' });
    const typed = { words: 'drone, sniper', exclude: 'football', place: 'Jermuk', outlets: '' };
    const after = await fake.submit('form|words|4', typed, manager());
    expect(after.type).toBe(6);
    expect(after.message['content']).toContain('+drone, +sniper, −football');
    await fake.submit('form|times|4', { at: '08:00', zone: 'Asia/Baku', quiet: '23:00-07:00' }, manager());
    const made = await fake.button('form|done|4', manager());
    expect(made.message['content']).toContain('4 earlier incidents come as a list.');
    expect(memory().subscriptions.get('s1')).toMatchObject({
      channelId: other,
      filter: {
        minSeverity: 2,
        statuses: ['denied', 'counterClaimed', 'acknowledged', 'thirdPartyConfirmed', 'retracted'],
        languages: ['hy', 'az'],
        places: ['jermuk'],
        parties: ['ARM', 'AZE'],
        outletSides: ['third'],
        alignments: ['state', 'public'],
        includeWords: ['drone', 'sniper'],
        excludeWords: ['football'],
      },
      delivery: { mode: 'daily', at: '08:00', zone: 'Asia/Baku' },
      quietHours: { from: '23:00', to: '07:00' },
      mention: { roleId: role, minSeverity: 4 },
      language: 'ru',
      threads: true,
      pictures: false,
      crosspostFrom: 3,
      maxPerHour: 5,
    });
  });

  it('lists all of it in /subscriptions', async () => {
    await fake.command('subscribe', [], manager());
    await fake.button('form|extras|3', manager(), ['threads', 'no-pictures']);
    await fake.choose('form|role|4', 6, ['111111111111111111'], manager());
    await fake.button('form|max_per_hour|4', manager(), ['5']);
    await fake.button('form|publish_from|4', manager(), ['3']);
    await fake.submit('form|times|4', { quiet: '23:00-07:00' }, manager());
    await fake.button('form|done|4', manager());
    const listed = shown((await fake.command('subscriptions', [], manager())).message);
    for (const part of [
      'quiet 23:00–07:00',
      'mentions a role',
      'a thread',
      'at most 5',
      'published from “High”',
      'without',
    ])
      expect(listed).toContain(part);
  });

  it('opens its windows with what was typed before; an emptied line is taken out', async () => {
    await fake.command('subscribe', [], manager());
    await fake.submit('form|words|0', { words: 'drone', exclude: 'football' }, manager());
    const opened = await fake.button('form|words|0', manager());
    expect(shown(opened.modal)).toContain('"value":"drone"');
    const after = await fake.submit('form|words|0', { words: '', exclude: 'football' }, manager());
    expect(after.message['content']).not.toContain('drone');
    expect(after.message['content']).toContain('−football');
  });

  it('says at once what it cannot read', async () => {
    await fake.command('subscribe', [], manager());
    const wrong = await fake.submit('form|times|0', { zone: 'Mars/Olympus' }, manager());
    expect(wrong.message['content']).toContain('zone: Asia/Yerevan');
    const unknown = await fake.submit('form|words|0', { place: 'Atlantis' }, manager());
    expect(unknown.message['content']).toMatch(/place|zone/);
    expect(memory().subscriptions.size).toBe(0);
  });

  it('that was left for so long that its choices are forgotten subscribes to nothing, and is shown anew', async () => {
    const answer = await fake.button('form|done|2', manager());
    expect(answer.message['content']).toContain('(1/5)');
    expect(memory().subscriptions.size).toBe(0);
  });

  it('is of no use to members who may not manage the server', async () => {
    await fake.button('form|label|0', bot.press(), ['clash']);
    const answer = await fake.button('form|done|0', bot.press());
    expect(answer.message['content']).toContain('Manage Server');
  });

  it.each(LANGUAGES)('keeps to Discord’s limits on every page and in both windows: %s', async (language) => {
    memory().languages.set('user 900000000000000002', language);
    await fake.command('subscribe', [], manager());
    for (const page of PAGES.keys()) await fake.button(`form|next|${page - 1}`, manager());
    for (const window of Object.keys(WINDOWS)) expect((await fake.button(`form|${window}|0`, manager())).type).toBe(9);
    expect(fake.faults).toEqual([]);
  });
});

it('all of it within Discord’s rules', async (context) => {
  if (fake.uncheckedBecause !== undefined) await context.annotate(`own rules only: ${fake.uncheckedBecause}`);
  expect(fake.faults).toEqual([]);
});
