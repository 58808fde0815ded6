import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MANAGE_MESSAGES } from '../../../tests/support/fake-discord/interactions.ts';
import type { FakeDiscord } from '../../../tests/support/fake-discord/server.ts';
import { BOT_INCIDENTS, shown, startTestBot, type TestBot } from '../../../tests/support/test-bot.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { renderReview } from '../render/review.ts';

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
    expect(memory().silences).toEqual([]);
    await fake.button('mute|AA-2026-11-21-07', manager());
    expect(memory().silences).toMatchObject([
      { incidentId: 'AA-2026-11-21-07', channelId, expiresAt: '2026-11-23T12:00:00.000Z', author: 'somebody' },
    ]);
  });

  it('mute its place as well', async () => {
    const answer = await fake.button('mute|AA-2026-11-21-07', manager());
    expect(shown(answer.message)).toContain('mutePlace|AA-2026-11-21-07');
    const place = await fake.button('mutePlace|AA-2026-11-21-07', manager());
    expect(place.message['content']).toContain('Nothing more about Sotk / Zod');
    expect(memory().silences.at(-1)).toMatchObject({ place: 'sotk', channelId });
  });

  it('corrections reach the operators from the moderators’ channel alone, and from those who moderate it', async () => {
    const elsewhere = fake.state.addChannel({}).id;
    await fake.button('falseAlarm|AA-2026-11-21-07', press());
    await fake.button('falseAlarm|AA-2026-11-21-07', { ...manager(), channelId: elsewhere });
    expect(memory().corrections).toEqual([]);
    await fake.button('falseAlarm|AA-2026-11-21-07', press({ permissions: MANAGE_MESSAGES }));
    expect(memory().corrections).toMatchObject([
      { incidentId: 'AA-2026-11-21-07', verdict: 'falseAlarm', by: 'somebody' },
    ]);
  });

  it('items that wait for review are decided by moderators', async () => {
    const [report] = BOT_INCIDENTS[0]?.reports ?? [];
    if (report === undefined) throw new Error('the samples have reports');
    const item = { ...report, id: 'item-1', summary: '@everyone **x**', fetchedAt: report.arrivedAt };
    const classification = { label: 'clash' as const, score: 0.41234, reason: 'between the thresholds', evidence: [] };
    const candidates = [{ id: 'AA-2026-11-21-07', headline: 'Sotk' }];
    for (const language of LANGUAGES) {
      await bot.sender.post(
        channelId,
        renderReview(item, classification, { language, names: memory().desk.names(), candidates }),
      );
    }
    await fake.button('review|approved|item-1', press());
    expect(memory().reviews).toEqual([]);
    const answer = await fake.button('review|approved|item-1', manager());
    expect(answer.message['content']).toBe('Decided: Approve');
    // The card shows it to the other moderators, and asks no more.
    const card = fake.state.messages(channelId).at(-1);
    expect(card?.body).toMatchObject({
      components: [],
      content: expect.stringContaining('Decided: Approve · somebody'),
    });
    expect(card?.body['embeds']).toHaveLength(1);
    await fake.button('review|joined|item-1', manager(), ['AA-2026-11-21-07']);
    expect(memory().reviews).toEqual([
      { itemId: 'item-1', verdict: 'approved', by: 'somebody' },
      { itemId: 'item-1', verdict: 'joined', incidentId: 'AA-2026-11-21-07', by: 'somebody' },
    ]);
  });

  it('that are not ours get an answer and do no harm', async () => {
    expect((await fake.button('something else', press())).message['content']).toContain('did not work');
  });
});

it('all of it within Discord’s rules', async (context) => {
  if (fake.uncheckedBecause !== undefined) await context.annotate(`own rules only: ${fake.uncheckedBecause}`);
  expect(fake.faults).toEqual([]);
});
