import { type Ask, type Reply, speech } from './ask.ts';

const DAY_MS = 86_400_000;

/** Puts a picture into the first embed; without one the answer stays as it is. `description` is for screen readers. */
export function withPicture(
  body: Reply['body'],
  name: string,
  bytes: Uint8Array | undefined,
  description: string,
): Reply {
  if (bytes === undefined) return { body };
  const [embed = {}, ...others] = body.embeds ?? [];
  const file = { name, bytes, contentType: 'image/png', description };
  return {
    body: { ...body, embeds: [{ ...embed, image: { url: `attachment://${name}` } }, ...others] },
    files: [file],
  };
}

/** Midnight (UTC) at which a period of whole days begins that holds today, milliseconds since 1970. */
export function startOfPeriod(now: number, days: number): number {
  return Math.floor(now / DAY_MS) * DAY_MS - (days - 1) * DAY_MS;
}

/** `Nov 15, 2026 – Nov 21, 2026 · 12 incidents`. */
export function periodLine(incidents: number, begin: number, ask: Ask): string {
  const { words } = speech(ask);
  const dates = [begin, ask.now].map((at) => words.date(new Date(at).toISOString()));
  return `${[...new Set(dates)].join(' – ')} · ${words.plural(words.text.count.incidents, incidents)}`;
}
