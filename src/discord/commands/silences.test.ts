import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FakeDiscord } from '../../../tests/support/fake-discord/server.ts';
import { shown, startTestBot, type TestBot, textOption } from '../../../tests/support/test-bot.ts';
import { SAMPLE_INCIDENTS } from '../../words/sample-incidents.ts';

const ID = 'AA-2026-11-21-07';

let bot: TestBot;
let fake: FakeDiscord;
let channelId: string;
let manager: TestBot['manager'];
let memory: TestBot['memory'];

beforeAll(async () => {
  bot = await startTestBot();
  ({ fake, channelId, manager, memory } = bot);
});

beforeEach(() => {
  bot.reset();
});

afterAll(async () => {
  await bot.close();
});

const channel = () => ({ name: 'channel', type: 7, value: channelId });
const subscribe = (...options: Readonly<Record<string, unknown>>[]) =>
  fake.command('subscribe', [channel(), ...options], manager());

describe('silences', () => {
  it('hold back a place, a party, an incident or an outlet, with expiry, author and reason', async () => {
    const answer = await fake.command(
      'silence',
      [
        textOption('place', 'sotk'),
        textOption('party', 'ARM'),
        { name: 'hours', type: 4, value: 2 },
        channel(),
        textOption('reason', 'an exercise'),
      ],
      manager(),
    );
    expect(answer.message['content']).toMatch(
      /^Nothing more about Sotk \\?\/ Zod \+ Armenia until <t:\d+:f>\. Number: s1/,
    );
    expect(memory().silences).toMatchObject([
      {
        guildId: '200000000000000001',
        channelId,
        place: 'sotk',
        party: 'ARM',
        expiresAt: '2026-11-22T14:00:00.000Z',
        author: 'somebody',
        reason: 'an exercise',
      },
    ]);
    await fake.command('silence', [textOption('incident', ID.toLowerCase())], manager());
    await fake.command('silence', [textOption('outlet', 'sample-ararat')], manager());
    expect(memory().silences.slice(1)).toMatchObject([{ incidentId: ID }, { outletId: 'sample-ararat' }]);
  });

  it('are listed with who, until when and why, and ended by their number', async () => {
    await fake.command('silence', [textOption('party', 'Azerbaijan'), textOption('reason', 'an exercise')], manager());
    const listed = shown((await fake.command('silences', [], manager())).message);
    expect(listed).toMatch(/`s1` · \*\*Azerbaijan\*\* · held back until <t:\d+:f> by somebody: an exercise/);
    const suggested = await fake.autocomplete('silences', [{ ...textOption('id', ''), focused: true }], manager());
    expect(suggested.choices).toMatchObject([{ value: 's1' }]);
    const ended = await fake.command('silences', [textOption('id', 's1')], manager());
    expect(ended.message['content']).toContain('s1 has ended');
    expect(memory().silences).toEqual([]);
  });

  it.each([
    ['nothing named', [], 'Name a place'],
    ['an unknown place', [textOption('place', 'Atlantis')], 'choose from the list'],
    ['an unknown outlet', [textOption('outlet', 'nobody')], 'choose from the list'],
    ['an unknown incident', [textOption('incident', 'AA-1999-01-01-01')], 'There is no incident'],
  ])('are refused for %s', async (_, options, expected) => {
    const answer = await fake.command('silence', options, manager());
    expect(answer.message['content']).toContain(expected);
    expect(memory().silences).toEqual([]);
  });
});

describe('before and after subscribing', () => {
  it('a preview lists what the last 7 days would have brought', async () => {
    await subscribe();
    const answer = await fake.command('preview', [textOption('id', 's1')], manager());
    expect(answer.message['content']).toContain('would have sent 4 alerts');
    expect(shown(answer.message).match(/AA-2026-\d\d-\d\d-\d\d/g)?.length).toBe(4);
  });

  it('a back-fill is sent only when asked for', async () => {
    expect((await subscribe()).message['content']).not.toContain('earlier');
    const asked = await subscribe({ name: 'backfill', type: 4, value: 3 });
    expect(asked.message['content']).toContain('4 earlier incidents come as a list');
  });

  it.each([
    ['a channel', 0],
    ['a forum', 15],
  ] as const)('a test alert in %s says that it is one, and mentions nobody', async (_, type) => {
    const target = fake.state.addChannel({ type }).id;
    const options = [
      { name: 'channel', type: 7, value: target },
      { name: 'role', type: 8, value: '111111111111111111' },
      textOption('language', 'hy'),
    ];
    await fake.command('subscribe', options, manager());
    const answer = await fake.command('test', [textOption('id', 's1')], manager());
    expect(answer.message['content']).toContain('A test alert stands in');
    const [alert] = fake.state.messages().slice(-1);
    expect(alert?.body['content']).toContain('Փորձնական ծանուցում s1');
    expect(JSON.stringify(alert?.body)).not.toContain('111111111111111111');
    expect(JSON.stringify(alert?.body['embeds'])).toContain('"test"');
  });

  it.each([
    ['place', 'Atlantis'],
    ['party', 'Mars'],
    ['outlets', 'nobody, sample-ararat'],
    ['outlet_side', 'everybody'],
  ])('a name that nobody knows is refused, for it would match nothing for ever: %s', async (option, value) => {
    const answer = await subscribe(textOption(option, value));
    expect(answer.message['content']).toContain('choose from the list');
    expect(memory().subscriptions.size).toBe(0);
  });

  it('names are understood as people write them, several with commas', async () => {
    await subscribe(textOption('place', 'Sotk, Джермук'), textOption('party', 'Azerbaijan'));
    expect(memory().subscriptions.get('s1')?.filter).toMatchObject({ places: ['sotk', 'jermuk'], parties: ['AZE'] });
  });
});

describe('why here, and why not', () => {
  it.each(['explain', 'the button'])('is told for every subscription of the server by %s', async (way) => {
    await subscribe();
    await subscribe({ name: 'severity', type: 4, value: 4 });
    const answer =
      way === 'explain'
        ? await fake.command('explain', [textOption('text', ID)], manager())
        : await fake.button(`why|${ID}`, manager());
    const text = shown(answer.message);
    expect(text).toMatch(/✅ `s1` <#\d+> · sends it · everything/);
    expect(text).toMatch(/➖ `s2` <#\d+> · This severity or higher · ≥ Critical/);
  });

  it('says nothing of subscriptions where there is no server', async () => {
    await subscribe();
    const answer = await fake.command('explain', [textOption('text', ID)], bot.press({ isInstalledInGuild: false }));
    expect(shown(answer.message)).not.toContain('s1');
    expect(SAMPLE_INCIDENTS['claimed']?.id).toBe(ID);
  });
});

it('all of it within Discord’s rules', async (context) => {
  if (fake.uncheckedBecause !== undefined) await context.annotate(`own rules only: ${fake.uncheckedBecause}`);
  expect(fake.faults).toEqual([]);
});
