import { describe, expect, it } from 'vitest';
import { type FetchAnswer, type FetchRequest, failed } from './fetch.ts';
import { bodyOf } from './fixtures/newsroom.ts';
import { isAllowedByRobots } from './robots.ts';
import { createRobotsGuard } from './robots-guard.ts';

const ME = 'ceasefire-monitor';

describe('robots.txt', () => {
  it.each([
    ['', '/news', true],
    ['User-agent: *\nDisallow: /', '/news', false],
    ['User-agent: *\nDisallow:', '/news', true],
    ['User-agent: *\nDisallow: /admin', '/news', true],
    ['User-agent: *\nDisallow: /\nAllow: /en/news', '/en/news?page=1', true],
    ['User-agent: *\nDisallow: /*?page=', '/en/news?page=1', false],
    ['User-agent: *\nDisallow: /*.pdf$', '/a.pdf', false],
    ['User-agent: *\nDisallow: /*.pdf$', '/a.pdf?x', true],
    ['User-agent: *\nDisallow: /\n\nUser-agent: Ceasefire-Monitor\nDisallow: /private', '/news', true],
    ['User-agent: ceasefire-monitor\nUser-agent: other\nDisallow: /', '/news', false],
    ['User-agent: other\nDisallow: /', '/news', true],
    ['# a comment\r\nuser-agent: *\r\ndisallow: /news # all', '/news', false],
    ['<html>not robots</html>', '/news', true],
  ])('%j on %s: %s', (robots, path, isAllowed) => {
    expect(isAllowedByRobots(robots, ME, path)).toBe(isAllowed);
  });

  const request: FetchRequest = {
    url: 'https://ministry.example/en/news',
    userAgent: `${ME}/0.1 (+https://example.org)`,
    timeoutMs: 1,
    maxBytes: 1,
    allowPrivate: false,
  };
  const guardWith = (answer: FetchAnswer) => {
    const asked: string[] = [];
    const guard = createRobotsGuard({
      now: () => 0,
      fetch: async ({ url }) => {
        asked.push(url);
        return answer;
      },
    });
    return { guard, asked };
  };

  it('is asked once for a site', async () => {
    const { guard, asked } = guardWith(bodyOf('User-agent: *\nDisallow: /admin', 'x'));
    expect(await guard.check(request)).toEqual({ kind: 'allowed' });
    await guard.check({ ...request, url: 'https://ministry.example/ru/news' });
    expect(asked).toEqual(['https://ministry.example/robots.txt']);
  });

  it('allows everything where it does not exist', async () => {
    const { guard } = guardWith({ ...failed('httpStatus', '404'), status: 404 });
    expect(await guard.check(request)).toEqual({ kind: 'allowed' });
  });

  it('forbids for now where the server is in trouble', async () => {
    const { guard } = guardWith({ ...failed('httpStatus', '503'), status: 503 });
    expect(await guard.check(request)).toMatchObject({ kind: 'forbidden' });
  });
});
