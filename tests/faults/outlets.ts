import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ScriptedIncident, ScriptedItem } from './script.ts';

export type OutletTrouble = 'down' | 'hangs' | 'serverError' | 'rubbish' | 'cut';

/** The invented outlets as one web server that can be made to misbehave. */
export interface FakeOutlets {
  url(outlet: ScriptedItem['outlet']): string;
  publish(step: number): void;
  /** The next so many requests fail in this way. */
  trouble(kind: OutletTrouble, times: number): void;
  close(): Promise<void>;
}

export async function startOutlets(script: readonly ScriptedIncident[]): Promise<FakeOutlets> {
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
  const server: Server = createServer((request, response) => {
    const trouble = troubles.shift();
    if (trouble === 'down') return void request.socket.destroy();
    if (trouble === 'hangs') return;
    if (trouble === 'serverError') return void response.writeHead(503).end('busy');
    if (trouble === 'rubbish')
      return void response
        .writeHead(200, { 'Content-Type': 'text/html' })
        .end('<!doctype html><title>Just a moment</title>');
    const outlet = request.url === '/aze' ? 'aze' : 'arm';
    const shown = [old, ...items].filter((item) => item.outlet === outlet && item.step <= step);
    const body = feedOf(shown, publishedAt);
    response.writeHead(200, { 'Content-Type': 'application/rss+xml; charset=utf-8' });
    response.end(trouble === 'cut' ? body.slice(0, Math.floor(body.length / 2)) : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (outlet) => `http://127.0.0.1:${port}/${outlet}`,
    publish(next) {
      step = next;
      for (const item of items) if (item.step <= step && !publishedAt.has(item)) publishedAt.set(item, new Date());
    },
    trouble: (kind, times) => {
      troubles = [...troubles, ...Array.from({ length: times }, () => kind)];
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function feedOf(items: readonly ScriptedItem[], publishedAt: ReadonlyMap<ScriptedItem, Date>): string {
  const entries = [...items].reverse().map((item) => {
    const id = `https://${item.outlet}.example/${item.step}-${item.title.replace(/\W+/g, '-').toLowerCase()}`;
    const date = (publishedAt.get(item) ?? new Date()).toUTCString();
    return `<item><guid>${id}</guid><link>${id}</link><title>${item.title}</title><pubDate>${date}</pubDate><description>${item.summary}</description></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>sample</title>${entries.join('')}</channel></rss>`;
}
