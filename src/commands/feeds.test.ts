import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './feeds.ts';

let dir = '';
let server: Server;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'feeds-'));
  await cp(join(import.meta.dirname, '../../config'), dir, { recursive: true });
  await rm(join(dir, 'routes.yaml'), { force: true });
  server = createServer((request, response) => {
    if (request.url === '/good') {
      response.end(
        '<rss version="2.0"><channel><item><title>Ceasefire holds</title><guid>1</guid><pubDate>Tue, 29 Sep 2020 14:05:00 GMT</pubDate></item></channel></rss>',
      );
    } else if (request.url === '/empty')
      response.end('<rss version="2.0"><channel><title>Outlet</title></channel></rss>');
    else response.writeHead(403).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const feed = (id: string, more = '') =>
    `  - id: ${id}\n    outlet: outlet\n    url: ${base}/${id}\n    allowPrivate: true\n${more}`;
  await writeFile(
    join(dir, 'feeds.yaml'),
    `feeds:\n${feed('good')}${feed('empty')}${feed('refused')}${feed('off', '    enabled: false\n')}`,
  );
  await writeFile(
    join(dir, 'outlets.yaml'),
    'outlets:\n  outlet:\n    name: Outlet\n    country: AM\n    side: ARM\n    owner: unreviewed\n',
  );
  await writeFile(join(dir, 'monitor.yaml'), 'feeds:\n  hostDelay: 1ms\n');
});
afterAll(async () => {
  server.close();
  await rm(dir, { recursive: true });
});

async function feeds(options: Parameters<typeof run>[0]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exitCode = await run(options, {
    stdin: Readable.from([]),
    stdout,
    stderr,
    env: { CONFIG_DIR: dir },
    isTerminal: false,
  });
  return { exitCode, text: String(stdout.read() ?? ''), problems: String(stderr.read() ?? '') };
}

describe('feeds', () => {
  it('prints one row a feed with its state, items and newest date, and exits 1 when one fails', async () => {
    const { exitCode, text, problems } = await feeds({});
    expect(problems).toBe('');
    expect(exitCode).toBe(1);
    expect(text).toMatch(/^good +ARM +ok +1 +2020-09-29 14:05/m);
    expect(text).toMatch(/^empty +ARM +empty +0 +answers, but holds no item/m);
    expect(text).toMatch(/^refused +ARM +failing +0 +httpStatus: .*403/m);
    expect(text).toMatch(/^off +ARM +off/m);
    expect(text).toContain('4 feeds: 1 ok, 1 empty, 1 failing, 1 off');
  });

  it('gives the same as JSON', async () => {
    const { text } = await feeds({ json: true });
    const rows = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(rows).toMatchObject([
      { id: 'good', status: 'ok', items: 1 },
      { id: 'empty' },
      { id: 'refused', status: 'failing' },
      { id: 'off', status: 'off' },
    ]);
  });
});
