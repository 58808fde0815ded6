import { createHmac, timingSafeEqual } from 'node:crypto';

const ALGORITHMS = new Set(['sha1', 'sha256', 'sha384', 'sha512']);

/** True when a push was signed with our secret. Source: W3C WebSub section 7.1: `X-Hub-Signature: sha256=…`. */
export function isSignedPush(body: Uint8Array, signature: string | undefined, secret: string): boolean {
  const [algorithm = '', hex = ''] = signature?.split('=') ?? [];
  if (!ALGORITHMS.has(algorithm) || !/^[0-9a-f]+$/i.test(hex)) return false;
  const expected = createHmac(algorithm, secret).update(body).digest();
  const given = Buffer.from(hex, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Hub and topic that a Link header names: `<https://hub.example/>; rel="hub", <https://outlet.example/feed>; rel="self"`. */
export function readLinkHeader(header: string | undefined): { hub?: string; self?: string } {
  const found: { hub?: string; self?: string } = {};
  for (const part of (header ?? '').slice(0, 4096).split(/,(?=\s*<)/)) {
    const [, href, rel] = /^\s*<([^>]*)>[^,]*?;\s*rel\s*=\s*"?([\w -]+)"?/i.exec(part) ?? [];
    if (href === undefined || !/^https?:\/\//i.test(href)) continue;
    const relations = rel?.toLowerCase().split(/\s+/) ?? [];
    if (relations.includes('hub')) found.hub ??= href;
    if (relations.includes('self')) found.self ??= href;
  }
  return found;
}
