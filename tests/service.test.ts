import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let dir = '';
const children = new Set<Started>();

interface Started {
  readonly child: ChildProcess;
  readonly text: () => string;
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cm-service-'));
  await cp('config', join(dir, 'config'), { recursive: true });
  // No outlet of the world is asked by a test.
  await writeFile(join(dir, 'config/feeds.yaml'), 'feeds: []\n');
});

afterEach(async () => {
  for (const { child } of children) child.kill('SIGKILL');
  children.clear();
  await rm(dir, { recursive: true, force: true });
});

/** The service as a user starts it, in a process of its own. */
function start(
  env: Readonly<Record<string, string>> = {},
  [program, ...args]: readonly [string, ...string[]] = [process.execPath, 'src/main.ts'],
): Started {
  const child = spawn(program, args, {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      CONFIG_DIR: join(dir, 'config'),
      DATA_DIR: join(dir, 'data'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const started = { child, text: () => text };
  children.add(started);
  return started;
}

async function until(started: Started, words: string): Promise<void> {
  const giveUpAt = Date.now() + 20_000;
  while (!started.text().includes(words)) {
    if (started.child.exitCode !== null)
      throw new Error(`ended with ${started.child.exitCode} before it said "${words}":\n${started.text()}`);
    if (Date.now() > giveUpAt) throw new Error(`never said "${words}":\n${started.text()}`);
    await pause(25);
  }
}

async function exitOf(started: Started): Promise<number | null> {
  if (started.child.exitCode !== null) return started.child.exitCode;
  const [code] = await once(started.child, 'exit');
  return code as number | null;
}

describe('the service', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'starts with no settings at all and ends cleanly within 5 s on %s',
    async (signal) => {
      const service = start();
      await until(service, '"running"');
      const asked = Date.now();
      service.child.kill(signal);
      expect(await exitOf(service)).toBe(0);
      expect(Date.now() - asked).toBeLessThan(5000);
    },
  );

  it('ends with the npm that started it, as a supervisor tells it to', async () => {
    const service = start({}, ['npm', 'start']);
    await until(service, '"running"');
    service.child.kill('SIGTERM');
    expect(await exitOf(service)).toBe(0);
    expect(service.text()).toContain('"stopping"');
    // Whoever still ran would hold the data folder.
    await until(start(), '"running"');
  });

  it('puts polls that wait for a silent outlet back when it is told to end, and blames nobody', async () => {
    const asked: string[] = [];
    let isSilent = true;
    const outlet = createHttpServer((request, response) => {
      asked.push(request.url ?? '');
      if (!isSilent) response.end('<rss version="2.0"><channel><title>Outlet</title></channel></rss>');
    }).listen(0, '127.0.0.1');
    await once(outlet, 'listening');
    const { port } = outlet.address() as AddressInfo;
    const feeds = ['/one', '/two', '/three'].map(
      (path, at) =>
        `  - { id: feed-${at}, outlet: armenpress, url: 'http://127.0.0.1:${port}${path}', language: en, allowPrivate: true, source: a test }\n`,
    );
    await writeFile(join(dir, 'config/feeds.yaml'), `feeds:\n${feeds.join('')}`);
    const first = start();
    while (asked.length === 0) await pause(25);
    first.child.kill('SIGINT');
    expect(await exitOf(first)).toBe(0);
    expect(asked).toHaveLength(1);
    isSilent = false;
    const second = start({ LOG_LEVEL: 'debug' });
    // A failed poll would rest for minutes before it is tried again.
    while (new Set(asked).size < 3 || (second.text().match(/"outcome":"items"/g) ?? []).length < 3) {
      expect(second.child.exitCode).toBeNull();
      await pause(25);
    }
    expect(second.text()).not.toContain('feed health changed');
    outlet.close();
    outlet.closeAllConnections();
  });

  it('refuses a second instance on the same data folder and names the first', async () => {
    const first = start();
    await until(first, '"running"');
    const second = start();
    expect(await exitOf(second)).toBe(1);
    expect(second.text()).toContain(`process ${first.child.pid}`);
  });

  it('leaves no Redis behind when it is killed', async () => {
    const service = start();
    await until(service, '"running"');
    service.child.kill('SIGKILL');
    await exitOf(service);
    // The next start gets the folder: nobody holds it any more.
    const next = start();
    await until(next, '"running"');
  });

  it('names every wrong setting at once and starts nothing', async () => {
    const service = start({ REDIS_URL: 'localhost', LOG_LEVEL: 'loud', PORT: 'x' });
    expect(await exitOf(service)).toBe(1);
    for (const name of ['REDIS_URL:', 'LOG_LEVEL:', 'PORT:', '3 problems; nothing was started'])
      expect(service.text()).toContain(name);
  });

  it('ends, and says why, when another program has its port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const service = start({ PORT: String(port) });
    expect(await exitOf(service)).toBe(1);
    other.close();
    expect(service.text()).toContain(
      `PORT ${port} cannot be opened on 127.0.0.1: another program has it; choose another PORT`,
    );
  });

  it('waits for a Redis that is not there yet, with a line that says so, and still ends on request', async () => {
    const service = start({ REDIS_URL: 'redis://127.0.0.1:1/0' });
    await until(service, '127.0.0.1:1');
    service.child.kill('SIGTERM');
    expect(await exitOf(service)).toBe(0);
  });

  it('takes a changed configuration without a restart, and keeps the old one when the new is broken', async () => {
    const service = start();
    await until(service, '"running"');
    const file = join(dir, 'config/monitor.yaml');
    const before = await readFile(file, 'utf8').catch(() => '');
    await writeFile(file, `${before}\nnonsense: 1\n`);
    await until(service, 'configuration refused; the old one stays in force');
    expect(service.text()).toMatch(/monitor\.yaml:\d+:1 nonsense: unknown key/);
    await writeFile(file, `${before}\n# a comment changes the version and nothing else\n`);
    await until(service, 'configuration reloaded');
    service.child.kill('SIGHUP');
    await pause(100);
    expect(service.child.exitCode).toBeNull();
  });

  it('opens the console on this machine, read-only without a token, behind a token otherwise', async () => {
    const open = start({ PORT: '0' });
    await until(open, 'operators page is open');
    const address = /"address":"([^"]+)"/.exec(open.text())?.[1] ?? '';
    expect(new URL(address).hostname).toBe('127.0.0.1');
    await until(open, '"running"');
    const page = await fetch(`${address}/now`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('read-only')]);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    open.child.kill('SIGTERM');
    await exitOf(open);

    const closed = start({ PORT: '0', CONSOLE_TOKEN: 'a-token-of-the-tests' });
    await until(closed, '"running"');
    const port = new URL(/"address":"([^"]+)"/.exec(closed.text())?.[1] ?? '').port;
    const refused = await fetch(`http://127.0.0.1:${port}/now`, { redirect: 'manual' });
    expect([refused.status, refused.headers.get('location')]).toEqual([303, '/sign-in']);
    const signed = await fetch(`http://127.0.0.1:${port}/now`, {
      headers: { authorization: 'Bearer a-token-of-the-tests' },
    });
    expect([signed.status, await signed.text()]).toEqual([200, expect.stringContaining('Sign out')]);
    expect(closed.text()).not.toContain('a-token-of-the-tests');
  });
});
