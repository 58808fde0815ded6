import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog, type Log } from './log.ts';

const SECRET = 'planted-"token".AbC_123';

function capture(): { lines: string[]; stream: Writable } {
  const lines: string[] = [];
  return {
    lines,
    stream: new Writable({
      decodeStrings: false,
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    }),
  };
}

function nested(depth: number): object {
  return depth === 0 ? { token: SECRET } : { inner: nested(depth - 1) };
}

describe('the log', () => {
  const rows: [string, (log: Log) => void][] = [
    ['a field', (log) => log.info({ token: SECRET }, 'x')],
    ['a field six levels down', (log) => log.info(nested(6), 'x')],
    ['the message', (log) => log.warn({}, `token ${SECRET} refused`)],
    ['an error and its cause', (log) => log.error({ err: new Error(SECRET, { cause: new Error(SECRET) }) }, 'x')],
    ['an address', (log) => log.info({ url: `redis://user:${encodeURIComponent(SECRET)}@host:6379/0` }, 'x')],
    ['a child', (log) => log.child({ token: SECRET }).info({}, 'x')],
  ];
  it.each(rows)('never shows a secret in %s', async (_name, write) => {
    for (const isPretty of [false, true]) {
      const { lines, stream } = capture();
      write(await createLog({ level: 'debug', secrets: [SECRET], stream, isPretty }));
      const text = lines.join('');
      expect(text).not.toBe('');
      expect(text).not.toContain('AbC_123');
    }
  });

  it('hides credentials it was never told of', async () => {
    const { lines, stream } = capture();
    const log = await createLog({ level: 'info', secrets: [], stream, isPretty: false });
    log.info(
      {
        a: 'https://me:hunter2@host/x',
        b: 'Authorization: Bot MTIzNDU2Nzg5MDEyMzQ1Njc4.abcdef.xyz',
        c: '/webhooks/123456789012345678/aaaaaaaaaaaaaaaaaaaaaaaaa',
      },
      'x',
    );
    expect(lines.join('')).not.toMatch(/hunter2|MTIzNDU2|aaaaaaaaaa/);
  });

  it('writes one JSON object a line', async () => {
    const { lines, stream } = capture();
    (await createLog({ level: 'info', secrets: [], stream, isPretty: false })).info({ feedId: 'a' }, 'polled');
    expect(JSON.parse(lines.join(''))).toMatchObject({ level: 30, feedId: 'a', msg: 'polled' });
  });
});
