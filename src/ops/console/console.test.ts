import fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { HOSTILE, type MemoryConsole, memoryConsole } from '../../../tests/support/memory-console.ts';
import { addConsole } from './console.ts';

const TOKEN = 'a-planted-token-0123456789';
const HOST = 'monitor.example';
const ORIGIN = `https://${HOST}`;
const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };

let app: FastifyInstance | undefined;
afterEach(() => app?.close());

async function open(options: { token?: string; world?: MemoryConsole } = {}) {
  const world = options.world ?? memoryConsole();
  const server = fastify({ bodyLimit: 262_144 });
  app = server;
  await addConsole(server, { ...world, log: quiet, ...(options.token !== undefined && { token: options.token }) });
  const ask = (url: string, more: Omit<InjectOptions, 'url'> = {}) =>
    server.inject({
      url,
      ...more,
      headers: { host: options.token === undefined ? 'localhost:8080' : HOST, ...more.headers },
    });
  return { world, ask };
}

type Ask = Awaited<ReturnType<typeof open>>['ask'];

function send(
  ask: Ask,
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
) {
  return ask(url, {
    method: 'POST',
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN, ...headers },
  });
}

/** Signs in as a browser would; gives the cookie and the mark of its forms. */
async function signIn(ask: Ask): Promise<{ cookie: string; csrf: string }> {
  const answer = await send(ask, '/sign-in', { token: TOKEN });
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const page = await ask('/deliveries', { headers: { cookie } });
  return { cookie, csrf: /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '' };
}

const PAGES = ['/now', '/items', '/items/one', '/feeds', '/lexicon', '/deliveries', '/configuration'];

describe('the console without a token', () => {
  it.each(PAGES)('shows %s and offers no order', async (path) => {
    const { ask } = await open();
    const answer = await ask(path);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('read-only');
    expect(answer.body).not.toMatch(/action="\/(?:feeds|deliveries|items|configuration)\//);
  });

  it.each([
    '/feeds/poll',
    '/deliveries/hold',
    '/deliveries/release',
    '/deliveries/retry',
    '/deliveries/discard',
    '/items/label',
    '/configuration/reload',
  ])('takes no order at %s', async (path) => {
    const { ask, world } = await open();
    const answer = await send(
      ask,
      path,
      { feed: '*', kind: 'item', id: 'x', label: 'clash' },
      { origin: 'http://localhost:8080' },
    );
    expect([answer.statusCode, world.done]).toEqual([403, []]);
  });

  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:8080'])(
    'is closed to a foreign site that points its name %j at this machine',
    async (host) => {
      const { ask } = await open();
      const answer = await ask('/items', { headers: { host } });
      expect(answer.statusCode).toBe(403);
      expect(answer.body).not.toContain('araks');
    },
  );

  it.each(['127.0.0.1:8080', 'localhost', '[::1]:8080'])('answers to %s', async (host) => {
    const { ask } = await open();
    expect((await ask('/items', { headers: { host } })).statusCode).toBe(200);
  });
});

describe('the console with a token', () => {
  it.each([...PAGES, '/now/list', '/live'])('shows %s to nobody before they sign in', async (path) => {
    const { ask } = await open({ token: TOKEN });
    const answer = await ask(path);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/sign-in']);
  });

  it('gives a session that scripts cannot read and other sites cannot use', async () => {
    const { ask } = await open({ token: TOKEN });
    const answer = await send(ask, '/sign-in', { token: TOKEN }, { 'x-forwarded-proto': 'https' });
    expect(answer.headers['set-cookie']).toMatch(
      /^cm_session=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure$/,
    );
    expect(answer.headers['set-cookie']).not.toContain(TOKEN);
  });

  it.each(['', 'x', TOKEN.slice(0, -1), `${TOKEN}x`, TOKEN.toUpperCase()])('refuses the token %j', async (token) => {
    const { ask } = await open({ token: TOKEN });
    const answer = await send(ask, '/sign-in', { token });
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([403, undefined]);
  });

  it('lets nobody guess: after five wrong tokens even the right one waits a minute', async () => {
    const world = memoryConsole();
    const { ask } = await open({ token: TOKEN, world });
    for (let n = 0; n < 5; n++) await send(ask, '/sign-in', { token: `wrong ${n}` });
    expect((await send(ask, '/sign-in', { token: TOKEN })).statusCode).toBe(429);
    expect((await ask('/items', { headers: { authorization: `Bearer ${TOKEN}` } })).statusCode).toBe(429);
    world.clock += 61_000;
    expect((await send(ask, '/sign-in', { token: TOKEN })).statusCode).toBe(303);
  });

  const forged: [string, (cookie: string) => string][] = [
    ['an altered mark', (cookie) => `${cookie}x`],
    ['a longer life', (cookie) => cookie.replace(/=\d/, '=9')],
    ['nothing but a name', () => 'cm_session='],
    ['no mark at all', (cookie) => cookie.split('.').slice(0, 2).join('.')],
  ];
  it.each(forged)('refuses a session with %s', async (_name, forge) => {
    const { ask } = await open({ token: TOKEN });
    const { cookie } = await signIn(ask);
    expect((await ask('/items', { headers: { cookie } })).statusCode).toBe(200);
    expect((await ask('/items', { headers: { cookie: forge(cookie) } })).statusCode).toBe(303);
  });

  it('ends a session after twelve hours', async () => {
    const world = memoryConsole();
    const { ask } = await open({ token: TOKEN, world });
    const { cookie } = await signIn(ask);
    world.clock += 13 * 3_600_000;
    expect((await ask('/items', { headers: { cookie } })).statusCode).toBe(303);
  });

  const orders: [string, Record<string, string>, string][] = [
    ['/feeds/poll', { feed: 'araks' }, 'pollNow araks'],
    ['/feeds/poll', { feed: '*' }, 'pollNow araks'],
    ['/deliveries/hold', { reason: 'a test' }, 'hold a test'],
    ['/deliveries/release', {}, 'release'],
    ['/deliveries/retry', { kind: 'delivery', id: 'd1' }, 'retry delivery d1'],
    ['/deliveries/discard', { kind: 'item', id: 'i1' }, 'discard item i1'],
    ['/items/label', { id: 'one', label: 'clash' }, 'label one clash'],
    ['/configuration/reload', {}, 'reload'],
  ];
  it.each(orders)('carries out %s %j for a signed-in operator', async (path, fields, done) => {
    const { ask, world } = await open({ token: TOKEN });
    const { cookie, csrf } = await signIn(ask);
    const answer = await send(ask, path, { ...fields, csrf }, { cookie });
    expect([answer.statusCode < 400, world.done]).toEqual([true, [done]]);
  });

  const strangers: [
    string,
    (signed: { cookie: string; csrf: string }) => { fields: Record<string, string>; headers: Record<string, string> },
  ][] = [
    ['without the mark of the form', ({ cookie }) => ({ fields: {}, headers: { cookie } })],
    [
      'with the mark of another session',
      ({ cookie, csrf }) => ({ fields: { csrf: `${csrf.slice(0, -2)}xx` }, headers: { cookie } }),
    ],
    [
      'from another origin',
      ({ cookie, csrf }) => ({ fields: { csrf }, headers: { cookie, origin: 'https://evil.example' } }),
    ],
    [
      'from a page without an origin',
      ({ cookie, csrf }) => ({ fields: { csrf }, headers: { cookie, origin: 'null' } }),
    ],
    [
      'from a page that the browser calls foreign',
      ({ cookie, csrf }) => ({ fields: { csrf }, headers: { cookie, 'sec-fetch-site': 'cross-site' } }),
    ],
    [
      'from a sister site',
      ({ cookie, csrf }) => ({ fields: { csrf }, headers: { cookie, 'sec-fetch-site': 'same-site' } }),
    ],
    ['with a wrong bearer token', ({ csrf }) => ({ fields: { csrf }, headers: { authorization: 'Bearer wrong' } })],
  ];
  it.each(strangers)('takes no order %s', async (_name, forge) => {
    const { ask, world } = await open({ token: TOKEN });
    const { fields, headers } = forge(await signIn(ask));
    const answer = await send(ask, '/deliveries/hold', { reason: 'x', ...fields }, headers);
    expect([answer.statusCode, world.done]).toEqual([403, []]);
  });

  it('takes orders of a script by bearer token', async () => {
    const { ask, world } = await open({ token: TOKEN });
    const answer = await ask('/deliveries/hold', {
      method: 'POST',
      payload: 'reason=maintenance',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Bearer ${TOKEN}` },
    });
    expect([answer.statusCode, world.done]).toEqual([303, ['hold maintenance']]);
  });

  it('takes no more than sixty orders a minute', async () => {
    const { ask, world } = await open({ token: TOKEN });
    const { cookie, csrf } = await signIn(ask);
    const codes: number[] = [];
    for (let n = 0; n < 62; n++)
      codes.push((await send(ask, '/feeds/poll', { feed: 'araks', csrf }, { cookie })).statusCode);
    expect([codes.filter((code) => code === 429).length, world.done.length]).toEqual([2, 60]);
  });

  it('refuses a form that is too large, and one of another type', async () => {
    const { ask, world } = await open({ token: TOKEN });
    const { cookie, csrf } = await signIn(ask);
    const large = await send(ask, '/deliveries/hold', { csrf, reason: 'x'.repeat(70_000) }, { cookie });
    const odd = await ask('/deliveries/hold', {
      method: 'POST',
      payload: '<x/>',
      headers: { cookie, origin: ORIGIN, 'content-type': 'application/xml' },
    });
    expect([large.statusCode, odd.statusCode, world.done]).toEqual([413, 415, []]);
  });

  it('never answers an order that is asked for by an address alone', async () => {
    const { ask, world } = await open({ token: TOKEN });
    const { cookie } = await signIn(ask);
    expect((await ask('/deliveries/hold?reason=x', { headers: { cookie } })).statusCode).toBe(404);
    expect(world.done).toEqual([]);
  });
});

describe('every page', () => {
  it.each([...PAGES, '/assets/console.css', '/sign-in', '/nowhere'])(
    'forbids foreign scripts, styles, frames and sniffing at %s',
    async (path) => {
      const { ask } = await open();
      const { headers } = await ask(path);
      if (path === '/nowhere') return;
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' });
    },
  );

  it.each([
    '/assets/../console.ts',
    '/assets/..%2fconsole.ts',
    '/assets/%2e%2e/console.ts',
    '/assets/..%5c..%5cpackage.json',
    '/assets/constructor',
    '/assets/%00',
    '/assets//etc/passwd',
  ])('gives no file at %s', async (path) => {
    const { ask } = await open();
    const answer = await ask(path);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toMatch(/import |root:/);
  });

  it.each(['/items', '/items/one'])('shows hostile text of an outlet as text at %s', async (path) => {
    const { ask } = await open();
    const { body } = await ask(path);
    expect(body).toContain('&lt;script&gt;alert(1)');
    expect(body).not.toContain('<script>alert');
    expect(body).not.toContain('href="javascript:');
    expect(body).not.toContain('\u202E');
    expect(HOSTILE).toContain('\u202E');
  });

  it('repeats nothing that an address says', async () => {
    const { ask } = await open();
    for (const path of [
      '/now?words=%3Cscript%3Ex',
      '/items?outcome=%3Cscript%3Ex',
      '/lexicon?cue=%3Cscript%3Ex&language=%3Cscript%3Ex',
      '/items?done=%3Cscript%3E',
      '/items?done=constructor',
    ])
      expect((await ask(path)).body).not.toMatch(/<script>x|native code/);
  });

  it('says that Redis does not answer, and nothing of how', async () => {
    const world = memoryConsole({
      items: async () => {
        throw Object.assign(new Error('redis://user:secret@host refused'), { name: 'StoreUnavailable' });
      },
    });
    const { ask } = await open({ world });
    const answer = await ask('/items');
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('Nothing is lost');
    expect(answer.body).not.toContain('secret');
  });

  it('loads nothing from any other host', async () => {
    const { ask } = await open();
    for (const path of [...PAGES, '/assets/console.css', '/assets/console.js'])
      expect((await ask(path)).body).not.toMatch(/(?:src|@import|url\()\s*=?\s*["'(]?\s*(?:https?:)?\/\//);
  });
});
