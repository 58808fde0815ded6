import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandIo } from './io.ts';
import { run } from './parse.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parse-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function parse(options: Parameters<typeof run>[0], input = '') {
  const stdout = new PassThrough();
  const io: CommandIo = {
    stdin: Readable.from([Buffer.from(input)]),
    stdout,
    stderr: new PassThrough(),
    env: {},
    isTerminal: false,
  };
  const chunks: string[] = [];
  stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  const exitCode = await run(options, io);
  const lines = chunks
    .join('')
    .split('\n')
    .filter((line) => line !== '');
  return { exitCode, rows: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

const FEED =
  '<rss version="2.0"><channel><item><title>Ceasefire holds</title><link>/1</link><description>Quiet. Read more</description></item></channel></rss>';

describe('parse', () => {
  it('gives items with the file as it was named, and the summary as it stands', async () => {
    const file = join(dir, 'feed.xml');
    await writeFile(file, FEED);
    expect(await parse({ files: [file], url: 'https://outlet.example/rss' })).toEqual({
      exitCode: 0,
      rows: [
        {
          file,
          url: 'https://outlet.example/1',
          title: 'Ceasefire holds',
          summary: 'Quiet. Read more',
          dateBasis: 'firstSeen',
        },
      ],
    });
  });

  it('reads standard input', async () => {
    expect((await parse({ files: ['-'] }, FEED)).rows).toMatchObject([{ file: '-', title: 'Ceasefire holds' }]);
  });

  it('goes on after a file that is no feed or is not there, and exits 1 in the end', async () => {
    const [page, feed, missing] = [join(dir, 'page.html'), join(dir, 'good.xml'), join(dir, 'missing.xml')];
    await writeFile(page, '<!doctype html><html></html>');
    await writeFile(feed, FEED);
    const { exitCode, rows } = await parse({ files: [page, missing, feed] });
    expect(exitCode).toBe(1);
    expect(rows).toMatchObject([
      { file: page, error: { reason: 'notAFeed' } },
      { file: missing, error: { reason: 'unreadable' } },
      { file: feed, title: 'Ceasefire holds' },
    ]);
  });

  it('gives all items of a long feed in document order', async () => {
    const long = `<rss version="2.0"><channel>${Array.from({ length: 1_300 }, (_, i) => `<item><title>${i}</title></item>`).join('')}</channel></rss>`;
    const { rows } = await parse({ files: ['-'] }, long);
    expect(rows.map(({ title }) => title)).toEqual(Array.from({ length: 1_300 }, (_, i) => String(i)));
  });

  it('takes the charset of the content type', async () => {
    const file = join(dir, 'koi8.xml');
    const bytes = Buffer.concat([
      Buffer.from('<rss version="2.0"><channel><item><title>'),
      Buffer.from([0xed, 0xc9, 0xd2]),
      Buffer.from('</title></item></channel></rss>'),
    ]);
    await writeFile(file, bytes);
    expect((await parse({ files: [file], contentType: 'text/xml; charset=koi8-r' })).rows).toMatchObject([
      { title: 'Мир' },
    ]);
  });
});
