import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ScriptedIncident, ScriptedItem } from './script.ts';

export type OutletTrouble =
  | 'sound'
  | 'down'
  | 'hangs'
  | 'slow'
  | 'serverError'
  | 'rubbish'
  | 'cut'
  | 'hostile'
  | Accident;

/** What outlets do to their feeds by accident, each for one answer; the next answer is sound again. */
export type Accident =
  | 'backdated' // what is new is dated before what is known
  | 'noDates'
  | 'redated' // every item is dated now
  | 'futureDates' // every item is from 2099
  | 'httpGuids' // every guid changes its scheme
  | 'noGuids'
  | 'sameGuid' // all items share one
  | 'retitled' // every title is edited
  | 'empty' // and then everything comes again at once
  | 'reversed';

export const ACCIDENTS: readonly Accident[] = [
  'backdated',
  'noDates',
  'redated',
  'futureDates',
  'httpGuids',
  'noGuids',
  'sameGuid',
  'retitled',
  'empty',
  'reversed',
];

/** The invented outlets as one web server that can be made to misbehave. */
export interface FakeOutlets {
  url(outlet: ScriptedItem['outlet']): string;
  publish(step: number): void;
  /** This outlet answers nobody until `open`. */
  shut(outlet: ScriptedItem['outlet']): void;
  open(outlet: ScriptedItem['outlet']): void;
  /** The next so many requests fail in this way. */
  trouble(kind: OutletTrouble, times: number): void;
  close(): Promise<void>;
}

/** `now`: the clock by which items are dated, epoch ms. */
export async function startOutlets(
  script: readonly ScriptedIncident[],
  now: () => number = Date.now,
): Promise<FakeOutlets> {
  const items = script.flatMap((incident) => incident.items);
  const publishedAt = new Map<ScriptedItem, Date>();
  const old: ScriptedItem = {
    outlet: 'arm',
    step: -1,
    title: 'Azerbaijani forces open fire near Verin Shorzha, Armenia says',
    summary: 'It stood in the feed before the first poll.',
  };
  let step = -1;
  let troubles: OutletTrouble[] = [];
  const closed = new Set<string>();
  const server: Server = createServer((request, response) => {
    if (closed.has(request.url ?? '')) return void request.socket.destroy();
    const trouble = troubles.shift();
    if (trouble === 'down') return void request.socket.destroy();
    if (trouble === 'hangs') return;
    if (trouble === 'slow') return void setTimeout(() => answer(request.url, response, trouble), SLOW_MS);
    if (trouble === 'serverError') return void response.writeHead(503).end('busy');
    if (trouble === 'rubbish')
      return void response
        .writeHead(200, { 'Content-Type': 'text/html' })
        .end('<!doctype html><title>Just a moment</title>');
    answer(request.url, response, trouble);
  });
  function answer(url: string | undefined, response: ServerResponse, trouble: OutletTrouble | undefined): void {
    const outlet = url === '/aze' ? 'aze' : 'arm';
    const shown = [old, ...items].filter((item) => item.outlet === outlet && item.step <= step);
    const body = feedOf(shown, publishedAt, now(), trouble);
    response.writeHead(200, { 'Content-Type': 'application/rss+xml; charset=utf-8' });
    if (trouble === 'hostile') response.end(body.replace('<channel>', `<channel>${BOMB}`));
    else response.end(trouble === 'cut' ? body.slice(0, Math.floor(body.length / 2)) : body);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (outlet) => `http://127.0.0.1:${port}/${outlet}`,
    publish(next) {
      step = next;
      for (const item of items) if (item.step <= step && !publishedAt.has(item)) publishedAt.set(item, new Date(now()));
    },
    shut: (outlet) => void closed.add(`/${outlet}`),
    open: (outlet) => void closed.delete(`/${outlet}`),
    trouble: (kind, times) => {
      troubles = [...troubles, ...Array.from({ length: times }, () => kind)];
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const SLOW_MS = 1200;
const HOUR_MS = 3_600_000;
/** Deep, long and full of entities that mean each other. */
const BOMB = `${'<a>'.repeat(5000)}${'&x;'.repeat(5000)}<item><title>@everyone ${'A'.repeat(100_000)}</title></item>`;

function feedOf(
  items: readonly ScriptedItem[],
  publishedAt: ReadonlyMap<ScriptedItem, Date>,
  now: number,
  trouble?: OutletTrouble,
): string {
  const shown = trouble === 'empty' ? [] : trouble === 'reversed' ? items : [...items].reverse();
  const entries = shown.map((item) => {
    const link = linkOf(item);
    const date = dateOf(publishedAt.get(item) ?? new Date(now), now, trouble);
    const title = trouble === 'retitled' ? `${item.title} (updated)` : item.title;
    return `<item>${guidOf(link, trouble)}<link>${link}</link><title>${title}</title>${date}<description>${item.summary}</description></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>sample</title>${entries.join('')}</channel></rss>`;
}

/** Where an item stands. */
export function linkOf(item: ScriptedItem): string {
  return `https://${item.outlet}.example/${item.step}-${item.title.replace(/\W+/g, '-').toLowerCase()}`;
}

function guidOf(link: string, trouble: OutletTrouble | undefined): string {
  switch (trouble) {
    case 'noGuids':
      return '';
    case 'httpGuids':
      return `<guid>${link.replace('https:', 'http:')}</guid>`;
    case 'sameGuid':
      return '<guid>https://outlet.example/</guid>';
    default:
      return `<guid>${link}</guid>`;
  }
}

function dateOf(published: Date, now: number, trouble: OutletTrouble | undefined): string {
  const dated = (date: Date) => `<pubDate>${date.toUTCString()}</pubDate>`;
  switch (trouble) {
    case 'noDates':
      return '';
    case 'redated':
      return dated(new Date(now));
    case 'backdated':
      return dated(new Date(published.getTime() - HOUR_MS));
    case 'futureDates':
      return dated(new Date('2099-01-01T00:00:00Z'));
    default:
      return dated(published);
  }
}
