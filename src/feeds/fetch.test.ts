import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FetchRequest, fetchFeed } from './fetch.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';

const FEED = '<rss version="2.0"><channel><title>Outlet</title></channel></rss>';
const NOW = Date.UTC(2026, 10, 21);

let client: HttpClient;
const servers: { close(): unknown }[] = [];
beforeEach(() => {
  client = createHttpClient();
});
afterEach(async () => {
  await client.close();
  for (const server of servers.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  servers.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/rss`, server };
}

function get(url: string, more: Partial<FetchRequest> = {}) {
  const request = { url, userAgent: 'test/1', timeoutMs: 5_000, maxBytes: 100_000, allowPrivate: true, ...more };
  return fetchFeed(request, { client, now: () => NOW });
}

const textOf = (answer: Awaited<ReturnType<typeof get>>) =>
  answer.kind === 'body' ? Buffer.from(answer.bytes).toString() : answer;

describe('a polite request', () => {
  it('says who asks, what it takes, and what it already has', async () => {
    let headers: Record<string, unknown> = {};
    const { url } = await serve((request, response) => {
      headers = request.headers;
      response.writeHead(304).end();
    });
    const answer = await get(url, {
      etag: '"x"',
      lastModified: 'Tue, 29 Sep 2020 14:05:00 GMT',
      headers: { 'x-own': '1' },
    });
    expect(answer.kind).toBe('notModified');
    expect(headers).toMatchObject({
      'user-agent': 'test/1',
      'if-none-match': '"x"',
      'if-modified-since': 'Tue, 29 Sep 2020 14:05:00 GMT',
      'accept-encoding': 'gzip, br, deflate',
      'x-own': '1',
    });
    expect(String(headers['accept'])).toContain('application/rss+xml');
  });

  it('brings body, headers and what they say of the next poll', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, {
        etag: '"1"',
        'content-type': 'text/xml',
        'cache-control': 'public, max-age=600',
        age: '100',
        link: '<https://hub.example/>; rel="hub"',
      });
      response.end(FEED);
    });
    expect(await get(url)).toMatchObject({
      kind: 'body',
      etag: '"1"',
      contentType: 'text/xml',
      finalUrl: url,
      cache: { maxAgeMs: 500_000 },
      link: '<https://hub.example/>; rel="hub"',
    });
  });

  const packed: readonly (readonly [string, Buffer])[] = [
    ['gzip', gzipSync(FEED)],
    ['br', brotliCompressSync(FEED)],
    ['deflate', deflateSync(FEED)],
    ['deflate', deflateRawSync(FEED)],
    ['x-gzip', gzipSync(FEED)],
    ['gzip', Buffer.from(FEED)],
    ['identity', Buffer.from(FEED)],
    ['', Buffer.from(FEED)],
    ['br, gzip', gzipSync(brotliCompressSync(FEED))],
  ];
  it.each(packed)('inflates %j', async (encoding, bytes) => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, encoding === '' ? {} : { 'content-encoding': encoding }).end(bytes);
    });
    expect(textOf(await get(url))).toBe(FEED);
  });

  it('keeps what arrived of a compressed body that was cut off', async () => {
    const { url } = await serve((_request, response) => {
      const whole = gzipSync(FEED.repeat(100), { level: 0 });
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(whole.subarray(0, whole.length - 500));
    });
    expect(textOf(await get(url))).toEqual(expect.stringMatching(/^<rss/));
  });
});

describe('limits', () => {
  it('stops at the size after inflation', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000)));
    });
    expect(await get(url)).toMatchObject({ kind: 'failed', reason: 'tooLarge' });
  });

  it('stops an endless body and closes the connection', async () => {
    let isClosed: Promise<unknown> = Promise.resolve();
    const { url } = await serve((_request, response) => {
      isClosed = once(response, 'close');
      const write = () => {
        while (response.write('x'.repeat(10_000)));
        response.once('drain', write);
      };
      write();
    });
    expect(await get(url)).toMatchObject({ kind: 'failed', reason: 'tooLarge' });
    await isClosed;
  });

  it('gives up at the deadline and closes the connection', async () => {
    let isClosed: Promise<unknown> = Promise.resolve();
    const { url } = await serve((_request, response) => {
      isClosed = once(response, 'close');
    });
    expect(await get(url, { timeoutMs: 50 })).toMatchObject({ kind: 'failed', reason: 'timeout' });
    await isClosed;
  });

  it('counts the body into the deadline', async () => {
    const { url } = await serve((_request, response) => void response.write('<rss>'));
    expect(await get(url, { timeoutMs: 50 })).toMatchObject({ kind: 'failed', reason: 'timeout' });
  });

  it('says that a body broke off', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '5000' }).write('<rss>');
      setImmediate(() => response.destroy());
    });
    expect(await get(url)).toMatchObject({ kind: 'failed', reason: 'refused' });
  });
});

describe('redirects', () => {
  it('follows them and reports a permanent one', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/rss') response.writeHead(301, { location: '/new' }).end();
      else response.end(FEED);
    });
    expect(await get(url)).toMatchObject({
      kind: 'body',
      movedTo: url.replace('/rss', '/new'),
      finalUrl: url.replace('/rss', '/new'),
    });
  });

  it('reports nothing when one of the hops is temporary', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/rss') response.writeHead(302, { location: '/a' }).end();
      else if (request.url === '/a') response.writeHead(301, { location: '/b' }).end();
      else response.end(FEED);
    });
    expect(await get(url)).not.toHaveProperty('movedTo');
  });

  it('stops in a circle', async () => {
    const { url } = await serve((request, response) => {
      response.writeHead(302, { location: request.url === '/rss' ? '/b' : '/rss' }).end();
    });
    expect(await get(url)).toMatchObject({ kind: 'failed', reason: 'redirectLoop' });
  });

  it('stops after five', async () => {
    let hop = 0;
    const { url } = await serve((_request, response) => void response.writeHead(302, { location: `/${hop++}` }).end());
    expect(await get(url)).toMatchObject({ kind: 'failed', reason: 'redirectLoop' });
    expect(hop).toBe(6);
  });

  it('does not go to files', async () => {
    const { url } = await serve(
      (_request, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    );
    expect(await get(url)).toMatchObject({ kind: 'failed', reason: 'blockedAddress' });
  });

  it("keeps a feed's own headers from another host", async () => {
    let seen: unknown = 'none';
    const other = await serve((request, response) => {
      seen = request.headers['x-key'];
      response.end(FEED);
    });
    const { url } = await serve((_request, response) => void response.writeHead(302, { location: other.url }).end());
    await get(url, { headers: { 'x-key': 'secret' } });
    expect(seen).toBeUndefined();
  });
});

describe('private addresses', () => {
  it.each([
    'http://127.0.0.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[::ffff:a00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.1.2.3/',
    'http://192.168.1.1/',
    'http://172.16.0.1/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://localhost/',
    'ftp://outlet.example/rss',
  ])('%s is refused', async (url) => {
    expect(await get(url, { allowPrivate: false })).toMatchObject({ kind: 'failed', reason: 'blockedAddress' });
  });

  it.each(['127.0.0.1', '[::ffff:127.0.0.1]', 'inside.example'])(
    'are refused when a redirect leads to %s',
    async (host) => {
      let isAsked = false;
      const inner = await serve((_request, response) => {
        isAsked = true;
        response.end();
      });
      const target = inner.url.replace('127.0.0.1', host);
      const outer = createServer((_request, response) => void response.writeHead(302, { location: target }).end());
      outer.listen(0, '127.0.0.2');
      servers.push(outer);
      await once(outer, 'listening');
      await client.close();
      // In this test 127.0.0.2 is the public internet and everything else is private.
      client = createHttpClient({
        isBlocked: (address) => address !== '127.0.0.2',
        lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
      });
      const url = `http://127.0.0.2:${(outer.address() as AddressInfo).port}/`;
      expect(await get(url, { allowPrivate: false })).toMatchObject({ kind: 'failed', reason: 'blockedAddress' });
      expect(isAsked).toBe(false);
    },
  );

  it('are refused though only one of several addresses of a name is private', async () => {
    await client.close();
    client = createHttpClient({
      lookup: (_host, _options, callback) =>
        callback(null, [
          { address: '93.184.215.14', family: 4 },
          { address: '10.0.0.1', family: 4 },
        ]),
    });
    expect(await get('http://outlet.example/', { allowPrivate: false })).toMatchObject({ reason: 'blockedAddress' });
  });
});

describe('every failure has a reason', () => {
  it.each([403, 404, 410, 429, 500, 503])('status %i', async (code) => {
    const { url } = await serve(
      (_request, response) => void response.writeHead(code, { 'retry-after': '120' }).end('x'.repeat(10_000)),
    );
    expect(await get(url)).toMatchObject({
      kind: 'failed',
      reason: 'httpStatus',
      status: code,
      isGone: code === 410,
      ...(code === 429 || code === 503 ? { retryAfterAt: NOW + 120_000 } : {}),
    });
  });

  it('a name that does not exist', async () => {
    await client.close();
    client = createHttpClient({
      lookup: (_host, _options, callback) =>
        callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), []),
    });
    expect(await get('http://nowhere.example/')).toMatchObject({ kind: 'failed', reason: 'dns' });
  });

  it('a port that nobody listens on', async () => {
    const { url, server } = await serve(() => undefined);
    server.close();
    await once(server, 'close');
    expect(await get(url)).toMatchObject({ kind: 'failed', reason: 'refused' });
  });

  it('a server that speaks no TLS', async () => {
    const { url } = await serve(() => undefined);
    expect(await get(url.replace('http:', 'https:'))).toMatchObject({ kind: 'failed', reason: 'tls' });
  });

  it('a server that speaks no HTTP', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('SSH-2.0-OpenSSH_9.2\r\n');
    });
    server.listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ kind: 'failed', reason: 'refused' });
  });
});
