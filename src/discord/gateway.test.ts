import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FakeDiscord } from '../../tests/support/fake-discord/server.ts';
import { startTestBot, type TestBot, textOption } from '../../tests/support/test-bot.ts';
import { LANGUAGES } from '../domain/language.ts';
import { commandDefinitions } from './commands/definitions.ts';
import { startGateway } from './gateway.ts';
import { registerCommands } from './register.ts';

let bot: TestBot;
let fake: FakeDiscord;
let press: TestBot['press'];
let manager: TestBot['manager'];
let memory: TestBot['memory'];

beforeAll(async () => {
  bot = await startTestBot();
  ({ fake, press, manager, memory } = bot);
});

beforeEach(() => {
  bot.reset();
});

afterAll(async () => {
  await bot.close();
});

describe('languages', () => {
  it('the language of the user’s Discord', async () => {
    const answer = await fake.command('status', [], press({ locale: 'fr' }));
    expect(answer.message['content']).toContain('La veille fonctionne.');
  });

  it('Armenian, which Discord does not have, by the user’s own choice', async () => {
    const set = await fake.command('settings', [textOption('language', 'hy')], press());
    expect(set.message['content']).toBe('Լեզուն՝ հայերեն');
    const answer = await fake.command('status', [], press({ locale: 'ru' }));
    expect(answer.message['content']).toContain('Մոնիտորն աշխատում է։');
  });

  it('the server’s language for those whose Discord is English', async () => {
    await fake.command('settings', [textOption('language', 'az'), { name: 'server', type: 5, value: true }], manager());
    const answer = await fake.command('status', [], press());
    expect(answer.message['content']).toContain('Monitor işləyir.');
  });

  it('only managers set the server’s language', async () => {
    const answer = await fake.command(
      'settings',
      [textOption('language', 'az'), { name: 'server', type: 5, value: true }],
      press(),
    );
    expect(answer.message['content']).toContain('Manage Server');
    expect(memory().languages.size).toBe(0);
  });

  it.each(LANGUAGES)('every command answers within Discord’s rules in %s', async (language) => {
    memory().languages.set('user 900000000000000002', language);
    for (const name of ['latest', 'stats', 'daily', 'outlets', 'status', 'help', 'subscriptions']) {
      const answer = await fake.command(name, [], manager());
      expect(answer.type).toBe(5);
    }
    expect(fake.faults).toEqual([]);
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
    expect(await registerCommands(definitions, bot.sender, registered)).toEqual({
      kind: 'registered',
      count: definitions.length,
    });
    expect(await registerCommands(definitions, bot.sender, registered)).toEqual({ kind: 'unchanged' });
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
    const wrong = startGateway({ token: `${fake.token}x`, apiBase: fake.apiBase, desk: memory().desk });
    await expect(wrong.ready).rejects.toThrow('DISCORD_TOKEN');
    await wrong.close();
  });

  it('Discord away at start is waited for, and ends with the process', async () => {
    const away = startGateway({ token: fake.token, apiBase: 'http://127.0.0.1:1/api', desk: memory().desk });
    await away.close();
    await away.ready;
  });
});

it('all of it within Discord’s rules', async (context) => {
  if (fake.uncheckedBecause !== undefined) await context.annotate(`own rules only: ${fake.uncheckedBecause}`);
  expect(fake.faults).toEqual([]);
});
