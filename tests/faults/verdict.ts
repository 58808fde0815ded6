import { setTimeout as pause } from 'node:timers/promises';
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
  /** Those that answer no other. */
  readonly headings: readonly string[];
}

function read(world: World): Told {
  const cards = new Map<string, number>();
  const replies: string[] = [];
  const texts: string[] = [];
  const headings: string[] = [];
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
      headings.push(text);
      const id = marker.split(' ')[0] ?? marker;
      cards.set(id, (cards.get(id) ?? 0) + 1);
    }
  }
  return { cards, replies, texts, headings };
}

/** All messages of the channel, oldest first. */
export function textsOf(world: World): readonly string[] {
  return read(world).texts;
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
  const { cards, replies, texts, headings } = read(world);
  for (const [id, count] of cards) if (count > 1) found.push(`twice: ${id} has ${count} cards`);
  const seen = new Set<string>();
  for (const marker of replies) {
    if (seen.has(marker)) found.push(`twice: reply ${marker}`);
    seen.add(marker);
  }
  found.push(...disorder(replies));
  if (cards.size > script.length) found.push(`flood: ${cards.size} cards for ${script.length} incidents`);
  for (const incident of script) {
    const own = texts.filter((text) => text.includes(incident.place));
    if (own.length === 0) found.push(`lost: ${incident.place} was never told`);
    const heads = headings.filter((text) => text.includes(incident.place)).length;
    if (heads > 1) found.push(`twice: ${incident.place} stands in ${heads} cards`);
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

/** Answers about one incident whose revisions do not rise. */
function disorder(replies: readonly string[]): string[] {
  const newest = new Map<string, number>();
  return replies.flatMap((marker) => {
    const [id = '', revision = ''] = marker.split(' r');
    const before = newest.get(id) ?? 0;
    newest.set(id, Number(revision));
    return Number(revision) < before ? [`out of order: ${marker} after r${before}`] : [];
  });
}

const SETTLES_WITHIN_MS = 30_000;
const ANSWERS_WITHIN_MS = 30_000;

/** What is left undone when all is told: work that waits, fails or was set aside, feeds without a fresh look, items that nobody remembers, commands that nobody answers. */
export async function restlessness(world: World, script: readonly ScriptedIncident[]): Promise<string[]> {
  const giveUpAt = Date.now() + SETTLES_WITHIN_MS;
  let found = await unsettled(world, script);
  while (found.length > 0 && Date.now() < giveUpAt) {
    await pause(300);
    found = await unsettled(world, script);
  }
  return [...found, ...(await silence(world))];
}

export async function unsettled(world: World, script: readonly ScriptedIncident[]): Promise<string[]> {
  const redis = world.redis.connect();
  const found: string[] = [];
  const lines = await redis.smembers('{cm}:lines');
  if (lines.length > 0) found.push(`stuck: deliveries wait for ${lines.join(', ')}`);
  for (const queue of ['poll', 'deliver']) {
    const failed = await redis.zcard(`{cm}:${queue}:failed`);
    if (failed > 0) found.push(`lost: ${failed} jobs of the queue ${queue} failed for good`);
  }
  const setAside = await redis.hvals('{cm}:set-aside');
  for (const entry of setAside) found.push(`set aside: ${entry.slice(0, 300)}`);
  for (const [feedId, text] of Object.entries(await redis.hgetall('{cm}:feed-states'))) {
    const { lastOkAt = 0 } = JSON.parse(text) as { lastOkAt?: number };
    if (Math.abs(world.now() - lastOkAt) > FRESH_MS) found.push(`stuck: ${feedId} was last read at ${lastOkAt}`);
  }
  const wanted = script.flatMap((incident) => incident.items).length + 1;
  let known = 0;
  for (const outcome of await redis.smembers('{cm}:items:')) known += await redis.zcard(`{cm}:items:${outcome}`);
  if (known !== wanted) found.push(`bookmarks: ${known} items are remembered and not ${wanted}`);
  redis.disconnect();
  return found;
}

const FRESH_MS = 15_000;

/** Nobody answers a command, although all is over. */
async function silence(world: World): Promise<string[]> {
  const giveUpAt = Date.now() + ANSWERS_WITHIN_MS;
  while (Date.now() < giveUpAt) {
    const answer = world.discord.command('latest', [], { channelId: world.channelId });
    const isAnswered = await Promise.race([answer.then(() => true), pause(3000).then(() => false)]);
    if (isAnswered) return [];
  }
  return ['stuck: nobody answers commands'];
}
