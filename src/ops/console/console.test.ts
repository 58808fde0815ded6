import { afterEach, describe, expect, it } from 'vitest';
import { closeConsole, open, PAGES } from '../../../tests/support/console-requests.ts';
import { HOSTILE, memoryConsole } from '../../../tests/support/memory-console.ts';

afterEach(closeConsole);

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

  it('leads from an address to its item, and says so when no item has it', async () => {
    const { ask } = await open();
    const found = await ask('/items/at?address=https%3A%2F%2Faraks.example%2F1');
    expect([found.statusCode, found.headers.location]).toEqual([303, '/items/one']);
    const missing = await ask('/items/at?address=https%3A%2F%2Faraks.example%2F%3Cscript%3E');
    const { body } = await ask(String(missing.headers.location));
    expect(body).toContain('No item with this address was seen');
    expect(body).not.toContain('<script>');
  });

  it('shows why the files were refused, and that all is held', async () => {
    const problem = 'config/feeds.yaml:4:11 feeds.0.evry: unknown key, did you mean "every"?';
    const world = memoryConsole();
    const reads = {
      ...world.reads,
      configuration: () => ({ ...world.reads.configuration(), problems: [problem] }),
      vitals: async () => ({
        ...(await world.reads.vitals()),
        hold: {
          kind: 'held' as const,
          author: 'somebody',
          reason: 'moving <house>',
          since: '2026-11-21T11:00:00.000Z',
        },
      }),
    };
    const { ask } = await open({ world: { ...world, reads } });
    expect((await ask('/configuration')).body).toContain('did you mean &quot;every&quot;?');
    expect((await ask('/now')).body).toMatch(/All alerts are held.*60 min ago.*moving &lt;house&gt;/s);
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
