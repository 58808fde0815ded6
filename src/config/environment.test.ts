import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnvironment } from './environment.ts';

describe('readEnvironment', () => {
  it('needs nothing', () => {
    expect(readEnvironment({})).toEqual({
      kind: 'ok',
      environment: { configDir: 'config', dataDir: 'data', logLevel: 'info' },
      secrets: [],
    });
  });

  it('reads a secret from a file, and knows it as one', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'cm-env-')), 'token');
    writeFileSync(file, 'abc.def\n');
    const read = readEnvironment({ DISCORD_TOKEN_FILE: file });
    expect(read).toMatchObject({ kind: 'ok', environment: { discordToken: 'abc.def' }, secrets: ['abc.def'] });
  });

  it('counts the password of the Redis address among the secrets', () => {
    expect(readEnvironment({ REDIS_URL: 'redis://me:p%40ss@redis:6379' })).toMatchObject({
      kind: 'ok',
      secrets: ['p@ss'],
    });
  });

  const rows: [string, Record<string, string>, string][] = [
    [
      'a wrong Redis address',
      { REDIS_URL: 'localhost:6379' },
      'REDIS_URL: expected an address that starts with redis://',
    ],
    ['a wrong port', { PORT: 'http' }, 'PORT: expected a number from 0 to 65535'],
    ['a wrong level', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL: expected one of debug, info, warn, error'],
    ['a token that can be guessed', { CONSOLE_TOKEN: 'secret' }, 'CONSOLE_TOKEN: needs 16 characters or more'],
    [
      'a secret file that is not there',
      { DISCORD_TOKEN_FILE: '/nowhere/token' },
      'DISCORD_TOKEN_FILE: cannot read /nowhere/token (ENOENT)',
    ],
  ];
  it.each(rows)('names %s', (_name, env, start) => {
    const read = readEnvironment(env);
    expect(read.kind === 'invalid' && read.problems[0]?.startsWith(start)).toBe(true);
  });
});
