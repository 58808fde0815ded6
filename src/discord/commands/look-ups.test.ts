import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FakeDiscord } from '../../../tests/support/fake-discord/server.ts';
import { shown, startTestBot, type TestBot, textOption } from '../../../tests/support/test-bot.ts';

let bot: TestBot;
let fake: FakeDiscord;
let press: TestBot['press'];
let memory: TestBot['memory'];

beforeAll(async () => {
  bot = await startTestBot();
  ({ fake, press, memory } = bot);
});

beforeEach(() => {
  bot.reset();
});

afterAll(async () => {
  await bot.close();
});

describe('look-ups', () => {
  it.each([
    ['latest', [], 'Sotk / Zod'],
    ['search', [textOption('label', 'negotiation')], 'Washington'],
    ['incident', [textOption('id', 'aa-2026-11-21-07')], 'AA-2026-11-21-07 r4'],
    ['timeline', [textOption('place', 'sotk')], 'incidents'],
    ['stats', [], 'The last 7 days'],
    ['map', [], 'map.png'],
    ['compare', [textOption('id', 'AA-2026-11-21-07')], 'Xəzər Agentliyi'],
    ['daily', [textOption('date', '2026-11-21')], 'The day Nov 21, 2026'],
    ['outlets', [], 'Armenia, public'],
    ['explain', [textOption('text', 'https://news.example/1')], 'Armenian · 0.99'],
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
    const answer = await fake.command('daily', [textOption('date', '2026-11-01')], press());
    expect(shown(answer.message)).toContain('No incident reported');
  });

  it('are paged', async () => {
    const first = await fake.command(
      'search',
      [textOption('label', 'clash'), { name: 'severity', type: 4, value: 0 }],
      press(),
    );
    expect(shown(first.message)).not.toContain('Page 2');
    const all = await fake.command('latest', [], press());
    const next = /page\|latest\|1\|[^"]*/.exec(shown(all.message))?.[0] ?? '';
    const second = await fake.button(next, press());
    expect(second.type).toBe(6);
    expect(shown(second.message)).toContain('Page 2 of 2');
  });

  it('the numbers stand there as text too: by label, by area, by day', async () => {
    const text = shown((await fake.command('stats', [], press())).message);
    expect(text).toContain('chart.png');
    expect(text).toContain('**By area**');
    expect(text).toMatch(/Sotk \/ Zod: \*\*\d+\*\* ▲ 0/);
  });

  it('the places of the map stand there as text too, the most severe first', async () => {
    const text = shown((await fake.command('map', [], press())).message);
    expect(text).toMatch(/🟠 Sotk \/ Zod · High ×5\\n⚪ Washington · Note ×1/);
  });

  it('a timeline has its picture on the first page and takes it away on the next', async () => {
    const first = await fake.command('timeline', [textOption('party', 'ARM')], press());
    expect(shown(first.message)).toContain('attachment://timeline.png');
    const next = /page\|timeline\|1\|[^"]*/.exec(shown(first.message))?.[0] ?? '';
    const second = await fake.button(next, press());
    expect(shown(second.message)).toContain('Page 2 of 2');
    expect(shown(second.message)).not.toContain('timeline.png');
  });

  it('say that there is no such incident', async () => {
    const answer = await fake.command('incident', [textOption('id', '<@1> *x*')], press());
    expect(answer.message['content']).toContain('There is no incident');
  });

  it('an unknown date is told with what is understood', async () => {
    const answer = await fake.command('daily', [textOption('date', 'yesterday')], press());
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
    memory().breakStore();
    const answer = await fake.command('latest', [], press({ locale: 'ru' }));
    expect(answer.message['content']).toBe('Архив сейчас недоступен. Попробуйте через минуту.');
  });
});

it('all of it within Discord’s rules', async (context) => {
  if (fake.uncheckedBecause !== undefined) await context.annotate(`own rules only: ${fake.uncheckedBecause}`);
  expect(fake.faults).toEqual([]);
});
