import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseYamlFile } from '../src/config/yaml-file.ts';
import { renderAlert } from '../src/discord/render/alert.ts';
import { safeLink } from '../src/discord/render/safe-text.ts';
import type { Incident } from '../src/domain/incident.ts';
import { addConsole } from '../src/ops/console/console.ts';
import { createLog } from '../src/ops/log.ts';
import { SAMPLE_INCIDENTS } from '../src/words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../src/words/sample-names.ts';
import { terminalCard } from '../src/words/terminal-card.ts';
import { ndjson, runCli } from './support/cli.ts';
import { memoryConsole } from './support/memory-console.ts';
import { shown, startTestBot, type TestBot } from './support/test-bot.ts';

const [sample] = Object.values(SAMPLE_INCIDENTS);
if (sample === undefined) throw new Error('there is no sample incident');

/** The sample with every text and link that came from outside replaced. */
function told(text: string, url: string): Incident {
  if (sample === undefined) throw new Error('there is no sample incident');
  return {
    ...sample,
    reports: sample.reports.map((report) => ({ ...report, title: text, url })),
    claims: sample.claims.map((claim) => ({
      ...claim,
      quote: text,
      speaker: { ...claim.speaker, name: text },
    })),
  };
}

function alertText(incident: Incident): string {
  return JSON.stringify(renderAlert(incident, { language: 'en', names: SAMPLE_NAMES }));
}

describe('links in an alert', () => {
  it.each([
    ['javascript:alert(1)'],
    ['JaVaScRiPt:alert(1)'],
    ['data:text/html,<script>1</script>'],
    ['file:///etc/passwd'],
    ['discord://-/invite/abc'],
    [' \u0000javascript:alert(1)'],
    ['//evil.example/x'],
    ['not an address'],
    [`https://outlet.example/${'a'.repeat(5000)}`],
  ])('are left out when they lead nowhere decent: %s', (url) => {
    const text = alertText(told('A plain title', url));
    expect(text).not.toMatch(/javascript|data:text|file:|discord:\/\/|evil\.example|a{500}/i);
  });

  it.each([
    ['https://bbc.com@evil.example/news', 'https://evil.example/news', 'evil.example'],
    ['https://user:secret@outlet.example/', 'https://outlet.example/', 'outlet.example'],
    // Cyrillic letters that look like Latin ones.
    ['https://аррle.example/', 'https://xn--le-6kc8da.example/', 'xn--le-6kc8da.example'],
    ['https://outlet.example\u202Egnp.exe/', undefined, undefined],
    ['https://outlet。example/', 'https://outlet.example/', 'outlet.example'],
    ['http://0x7f.1/', 'http://127.0.0.1/', '127.0.0.1'],
  ])('%s shows the host that it opens', (address, href, host) => {
    const link = safeLink(address);
    if (href === undefined) expect(link).toBeUndefined();
    else {
      expect(link).toEqual({ host, href });
      expect(link?.href).toMatch(/^https?:\/\/[\x21-\x7e]+$/);
      expect(link?.href).not.toContain('secret');
    }
  });
});

describe('text of ten million letters', () => {
  it.each(['a', '@everyone ', '\u0301', '[x](', '👩‍👩‍👧‍👦', '\u202E'])(
    'made of %j makes a message within Discord’s limits',
    (unit) => {
      const huge = unit.repeat(Math.ceil(2_000_000 / unit.length));
      const text = alertText(told(huge, 'https://outlet.example/1'));
      expect(text.length).toBeLessThan(40_000);
      expect(text).not.toContain('@everyone');
    },
  );
});

/** Control characters but the end of a line, and an override of direction. */
const STEERING = /(?!\n)[\p{Cc}\u202E]/u;

describe('the terminal', () => {
  const steering = '\u001B[2J\u001B]0;owned\u0007\u009B31m\rtitle\nA second line\u202E';

  it('is not steered by an alert', () => {
    const card = terminalCard(told(steering, 'https://outlet.example/\u001B[2J'), {
      language: 'en',
      names: SAMPLE_NAMES,
      colour: false,
    });
    expect(card).not.toMatch(STEERING);
  });

  it('is not steered by a text that is explained', async () => {
    const { stdout } = await runCli(['explain', steering, '--summary', `Shelling near Sotk ${steering}`]);
    expect(stdout).toContain('title');
    expect(stdout).not.toMatch(STEERING);
  });
});

describe('the log', () => {
  const forged = 'Shelling\n{"level":50,"msg":"forged"}\r\nline\u2028line';

  it.each([
    ['a title', { title: forged }],
    ['a nested title', { result: { item: { title: forged } } }],
    ['an error', { err: new Error(forged) }],
    ['a key', { [forged]: 1 }],
  ])('stays one line an event, whatever stands in %s', async (_where, fields) => {
    const lines = (await logged(fields)).split('\n');
    expect(lines.filter((line) => line !== '')).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'polled' });
  });

  async function logged(fields: object): Promise<string> {
    let text = '';
    const stream = new Writable({
      write(chunk, _encoding, done) {
        text += String(chunk);
        done();
      },
    });
    const log = await createLog({ level: 'info', secrets: [], stream, isPretty: false });
    log.info(fields, 'polled');
    return text;
  }
});

describe('keys of the prototype', () => {
  const POLLUTION = '{"id":1,"title":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}\n';

  it.each(['classify', 'language', 'incidents'])('in a line for %s are data', async (command) => {
    const { exitCode, lines, stderr } = await runCli(
      [command],
      POLLUTION + ndjson([{ id: 2, title: 'Shelling near Sotk' }]),
    );
    expect(stderr).not.toMatch(/TypeError|at .*\.ts:/);
    expect([0, 1]).toContain(exitCode);
    expect(JSON.stringify(lines)).not.toContain('polluted');
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'in a configuration file are unknown keys: %s',
    (key) => {
      const parsed = parseYamlFile(
        'x.yaml',
        `${key}:\n  polluted: 1\n`,
        z.strictObject({ known: z.string().optional() }),
      );
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect(parsed.kind === 'invalid' || Object.keys(parsed.value).length === 0).toBe(true);
    },
  );

  it.each(['__proto__', 'constructor', 'hasOwnProperty'])(
    'as the name of a command get no answer: %s',
    async (name) => {
      const bot = await startTestBot();
      const answer = await bot.fake.command(name, [], bot.press());
      expect(shown(answer.message)).toContain('did not work');
      await bot.close();
    },
  );
});

describe('a configuration file', () => {
  const doubling = Array.from(
    { length: 30 },
    (_, n) => `a${n}: &a${n} [*a${Math.max(0, n - 1)}, *a${Math.max(0, n - 1)}]`,
  );

  it.each([
    ['an alias without its anchor', 'known: *nowhere\n'],
    ['aliases that unfold without end', `a0: &a0 [x]\n${doubling.slice(1).join('\n')}\n`],
  ])('with %s is refused in words, and never ends the process that reads it', (_what, text) => {
    const parsed = parseYamlFile('x.yaml', text, z.strictObject({ known: z.string().optional() }));
    expect(parsed).toMatchObject({
      kind: 'invalid',
      problems: [{ file: 'x.yaml' }, ...(parsed.kind === 'invalid' ? parsed.problems.slice(1) : [])],
    });
  });
});

describe('paths', () => {
  it.each([
    '/../../../etc/passwd',
    '/..%2f..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/items/..%2f..%2fpackage.json',
    '/incidents/%00',
    '/assets/..%5c..%5cpackage.json',
    '/items/__proto__',
    '/constructor',
    `/items/${'a'.repeat(10_000)}`,
  ])('of the page lead out of it nowhere: %s', async (path) => {
    const app = fastify();
    const { reads, orders } = memoryConsole();
    const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
    await addConsole(app, { reads, orders, log: quiet });
    const answer = await app.inject({ url: path, headers: { host: 'localhost' } });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.body).not.toMatch(/root:|"dependencies"/);
    await app.close();
  });

  it('of files that no command should read are not read out in its error', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'cm-security-'));
    const file = join(dir, 'private.txt');
    await writeFile(file, 'a private sentence\n');
    for (const args of [
      ['replay', file],
      ['parse', file],
      ['classify', '--config', file],
    ]) {
      const { stdout, stderr } = await runCli(args);
      expect(stdout + stderr).not.toContain('a private sentence');
    }
    await rm(dir, { recursive: true });
  });
});

describe('commands that write', () => {
  let bot: TestBot;
  beforeAll(async () => {
    bot = await startTestBot();
  });
  beforeEach(() => bot.reset());
  afterAll(() => bot.close());

  const text = (name: string, value: string) => ({ name, type: 3, value });
  const left = () => {
    const { subscriptions, silences, corrections, reviews, languages } = bot.memory();
    return [subscriptions.size, silences.length, corrections.length, reviews.length, languages.has('guild 1')];
  };

  it.each([
    ['subscribe', [text('label', 'clash')]],
    ['unsubscribe', [text('id', 's1')]],
    ['pause', [text('id', 's1'), { name: 'hours', type: 4, value: 1 }]],
    ['forget', []],
  ])('/%s does nothing for those who may not', async (name, options) => {
    const made = await bot.fake.command('subscribe', [text('label', 'clash')], bot.manager());
    expect(shown(made.message)).not.toContain('Only members');
    const before = [...bot.memory().subscriptions.entries()].map((entry) => JSON.stringify(entry));
    const answer = await bot.fake.command(name, options, bot.press());
    expect(answer.isEphemeral).toBe(true);
    expect(shown(answer.message)).toContain('Only members with the permission');
    expect([...bot.memory().subscriptions.entries()].map((entry) => JSON.stringify(entry))).toEqual(before);
  });

  it('/settings does not change the language of a server for those who may not', async () => {
    await bot.fake.command('settings', [text('language', 'hy'), { name: 'server', type: 5, value: true }], bot.press());
    expect([...bot.memory().languages.keys()].filter((key) => key.startsWith('guild'))).toEqual([]);
  });

  it.each(['mute', 'mutePlace', 'falseAlarm', 'wrongPlace', 'wrongMerge', 'withdraw'])(
    'the button %s does nothing for those who may not',
    async (action) => {
      await bot.fake.button(`${action}|AA-2026-11-21-07`, bot.press());
      expect(left()).toEqual([0, 0, 0, 0, false]);
    },
  );

  it.each([
    'form|done|clash|||',
    'form|done',
    'page|forget|0|',
    'page|subscribe|0|label=clash',
    'page|unsubscribe|0|id=s1',
  ])('a forged button does nothing for those who may not: %s', async (id) => {
    await bot.fake.command('subscribe', [text('label', 'clash')], bot.manager());
    await bot.fake.button(id, bot.press());
    expect(left()).toEqual([1, 0, 0, 0, false]);
  });
});

describe('commands given too fast', () => {
  it('are refused to their user, seen by that user alone, and answered for others', async () => {
    const bot = await startTestBot({ limits: { perUser: 2, perGuild: 100 } });
    const share = { name: 'share', type: 5, value: true };
    const press = (userId: string) => bot.press({ userId });
    for (let count = 0; count < 2; count++) await bot.fake.command('latest', [], press('700000000000000001'));
    const refused = await bot.fake.command('latest', [share], press('700000000000000001'));
    expect(refused.isEphemeral).toBe(true);
    expect(shown(refused.message)).toContain('Too many commands');
    const queries = bot.memory().queries.length;
    await bot.fake.button('sources|AA-2026-11-21-07', press('700000000000000001'));
    expect(bot.memory().queries.length).toBe(queries);
    const other = await bot.fake.command('latest', [share], press('700000000000000002'));
    expect(shown(other.message)).not.toContain('Too many commands');
    await bot.close();
  });

  it('are refused to a server whose members give them together', async () => {
    const bot = await startTestBot({ limits: { perUser: 100, perGuild: 2 } });
    const answers = [];
    for (const user of ['1', '2', '3'])
      answers.push(await bot.fake.command('latest', [], bot.press({ userId: `70000000000000000${user}` })));
    expect(answers.map((answer) => shown(answer.message).includes('Too many commands'))).toEqual([false, false, true]);
    await bot.close();
  });
});
