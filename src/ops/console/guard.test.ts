import { afterEach, describe, expect, it } from 'vitest';
import { closeConsole, ORIGIN, open, PAGES, send, signIn, TOKEN } from '../../../tests/support/console-requests.ts';
import { memoryConsole } from '../../../tests/support/memory-console.ts';

afterEach(closeConsole);

describe('the console without a token', () => {
  it.each(PAGES)('shows %s and offers no order', async (path) => {
    const { ask } = await open();
    const answer = await ask(path);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('read-only');
    expect(answer.body).not.toMatch(/method="post" action="\/(?:feeds|deliveries|items|configuration)\//);
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
    ['/items/review', { id: 'one', verdict: 'approved' }, 'review one approved'],
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
