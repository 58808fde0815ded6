import type { ScriptedIncident } from './script.ts';
import type { World } from './world.ts';

interface Embed {
  readonly title?: string;
  readonly description?: string;
  readonly footer?: { readonly text?: string };
}

interface Body {
  readonly content?: string;
  readonly embeds?: readonly Embed[];
  readonly message_reference?: unknown;
  readonly allowed_mentions?: { readonly parse?: readonly string[]; readonly roles?: readonly string[] };
}

const MARKER = /AA-\d{4}-\d\d-\d\d-\d\d+ r\d+/;

/** What stands in the channel, read from the fake's own store. */
interface Told {
  readonly cards: ReadonlyMap<string, number>;
  readonly replies: readonly string[];
  readonly texts: readonly string[];
}

function read(world: World): Told {
  const cards = new Map<string, number>();
  const replies: string[] = [];
  const texts: string[] = [];
  for (const message of world.discord.state.messages(world.channelId)) {
    const body = message.body as Body;
    const text = JSON.stringify(body);
    texts.push(text);
    const marker =
      MARKER.exec(body.embeds?.map((embed) => embed.footer?.text ?? '').join(' ') ?? '')?.[0] ??
      MARKER.exec(text)?.[0] ??
      text;
    if (body.message_reference !== undefined) replies.push(marker);
    else {
      const id = marker.split(' ')[0] ?? marker;
      cards.set(id, (cards.get(id) ?? 0) + 1);
    }
  }
  return { cards, replies, texts };
}

/** How many of the script's incidents have everything told that must be told. */
export function progress(
  world: World,
  script: readonly ScriptedIncident[],
): { readonly told: number; readonly wanted: number } {
  const { texts } = read(world);
  const told = script.filter((incident) => {
    const own = texts.filter((text) => text.includes(incident.place));
    return own.length >= 1 && incident.changes.every((change) => own.some((text) => tells(text, change)));
  });
  return { told: told.length, wanted: script.length };
}

function tells(text: string, change: 'denied' | 'deaths'): boolean {
  return change === 'denied' ? /deni/i.test(text) : /1 killed/i.test(text);
}

/** Every invariant that does not hold; empty = the round is passed. */
export function violations(world: World, script: readonly ScriptedIncident[]): string[] {
  const found: string[] = [...world.discord.faults];
  const { cards, replies, texts } = read(world);
  for (const [id, count] of cards) if (count > 1) found.push(`twice: ${id} has ${count} cards`);
  const seen = new Set<string>();
  for (const marker of replies) {
    if (seen.has(marker)) found.push(`twice: reply ${marker}`);
    seen.add(marker);
  }
  if (cards.size > script.length) found.push(`flood: ${cards.size} cards for ${script.length} incidents`);
  for (const incident of script) {
    const own = texts.filter((text) => text.includes(incident.place));
    if (own.length === 0) found.push(`lost: ${incident.place} was never told`);
    for (const change of incident.changes)
      if (!own.some((text) => tells(text, change))) found.push(`lost: ${incident.place} ${change}`);
  }
  if (texts.some((text) => text.includes('Verin Shorzha'))) found.push('not due: an item of the archive was told');
  for (const request of world.discord.requests) {
    const body = request.body as Body | undefined;
    const isMessage = request.path.endsWith('/messages') || /\/messages\/\d+$/.test(request.path);
    if (isMessage && ['POST', 'PATCH'].includes(request.method) && (body?.allowed_mentions?.parse?.length ?? 1) > 0)
      found.push(`mention possible: ${request.method} ${request.path}`);
  }
  return found;
}
