/**
 * Discord's rules for what a bot sends, as its documentation states them: limits, and what the published API description lets through.
 * Source: docs.discord.com: Create Message, Embed Limits, Components reference, Application Commands, Allowed Mentions.
 */

type Json = Readonly<Record<string, unknown>>;

/** One broken rule: where it stands and what is wrong. */
export type Fault = string;

const MESSAGE_KEYS = new Set([
  'content',
  'nonce',
  'enforce_nonce',
  'tts',
  'embeds',
  'allowed_mentions',
  'message_reference',
  'components',
  'sticker_ids',
  'attachments',
  'flags',
  'poll',
]);
const EMBED_KEYS = new Set([
  'title',
  'type',
  'description',
  'url',
  'timestamp',
  'color',
  'footer',
  'image',
  'thumbnail',
  'author',
  'fields',
]);
const COMPONENTS_V2 = 1 << 15;
const EPHEMERAL = 1 << 6;
const INVISIBLE = /(?!\n)\p{Cc}|[\u061C\u200E\u200F\u202A-\u202E\u2066\u2067\uFEFF]/u;

/** Faults of a message body; `isCreate`: an empty message is only then a fault. */
export function messageFaults(body: unknown, isCreate: boolean): readonly Fault[] {
  if (!isJson(body)) return ['body: not an object'];
  const faults: Fault[] = unknownKeys(body, MESSAGE_KEYS, 'body');
  const flags = typeof body['flags'] === 'number' ? body['flags'] : 0;
  faults.push(...text(body['content'], 2000, 'content'));
  faults.push(...nonceFaults(body));
  faults.push(...mentionFaults(body));
  const embeds = asList(body['embeds']);
  if (embeds.length > 10) faults.push('embeds: more than 10');
  faults.push(...embeds.flatMap((embed, index) => embedFaults(embed, `embeds.${index}`)));
  const total = embeds.reduce<number>((sum, embed) => sum + embedLength(embed), 0);
  if (total > 6000) faults.push(`embeds: ${total} characters in all, 6000 allowed`);
  const components = asList(body['components']);
  if ((flags & COMPONENTS_V2) !== 0) {
    if (body['content'] !== undefined || embeds.length > 0)
      faults.push('flags: components V2 take no content and no embeds');
  } else {
    faults.push(...rowFaults(components));
  }
  const isEmpty = (body['content'] ?? '') === '' && embeds.length === 0 && components.length === 0;
  if (isCreate && isEmpty) faults.push('body: an empty message');
  if (isCreate && (flags & EPHEMERAL) !== 0) faults.push('flags: a channel message cannot be ephemeral');
  return faults;
}

function nonceFaults(body: Json): readonly Fault[] {
  const faults: Fault[] = [];
  const nonce = body['nonce'];
  if (nonce !== undefined && asText(nonce).length > 25) faults.push('nonce: longer than 25 characters');
  if (body['enforce_nonce'] === true && nonce === undefined) faults.push('enforce_nonce: without a nonce');
  return faults;
}

/** Stricter than Discord: every body must say that nothing is parsed for mentions. */
function mentionFaults(body: Json): readonly Fault[] {
  const mentions = body['allowed_mentions'];
  if (!isJson(mentions)) return ['allowed_mentions: missing'];
  const faults: Fault[] = [];
  if (!Array.isArray(mentions['parse']) || mentions['parse'].length > 0) faults.push('allowed_mentions.parse: not []');
  const roles = asList(mentions['roles']);
  if (roles.length > 100) faults.push('allowed_mentions.roles: more than 100');
  const content = typeof body['content'] === 'string' ? body['content'] : '';
  for (const match of content.matchAll(/<@&?(\d+)>/g)) {
    if (!roles.includes(match[1])) faults.push(`content: mentions ${match[0]}, which is not allowed`);
  }
  const everything = JSON.stringify(body);
  if (/@(?:everyone|here)\b/.test(everything)) faults.push('body: holds @everyone or @here');
  return faults;
}

function embedFaults(embed: unknown, path: string): readonly Fault[] {
  if (!isJson(embed)) return [`${path}: not an object`];
  const faults: Fault[] = unknownKeys(embed, EMBED_KEYS, path);
  faults.push(
    ...text(embed['title'], 256, `${path}.title`),
    ...text(embed['description'], 4096, `${path}.description`),
  );
  const footer = asJson(embed['footer']);
  const author = asJson(embed['author']);
  faults.push(...text(footer['text'], 2048, `${path}.footer`), ...text(author['name'], 256, `${path}.author`));
  if (embed['author'] !== undefined && (author['name'] ?? '') === '') faults.push(`${path}.author: without a name`);
  const color = embed['color'];
  if (color !== undefined && !(Number.isInteger(color) && Number(color) >= 0 && Number(color) <= 0xffffff)) {
    faults.push(`${path}.color: not 0 to 0xffffff`);
  }
  if (embed['timestamp'] !== undefined && Number.isNaN(Date.parse(asText(embed['timestamp'])))) {
    faults.push(`${path}.timestamp: unreadable`);
  }
  const fields = asList(embed['fields']);
  if (fields.length > 25) faults.push(`${path}.fields: more than 25`);
  fields.forEach((field, index) => {
    const { name, value } = asJson(field);
    const at = `${path}.fields.${index}`;
    faults.push(...text(name, 256, `${at}.name`), ...text(value, 1024, `${at}.value`));
    if (asText(name).trim() === '') faults.push(`${at}.name: empty`);
    if (asText(value).trim() === '') faults.push(`${at}.value: empty`);
  });
  for (const address of [embed['url'], asJson(embed['image'])['url'], asJson(embed['thumbnail'])['url']]) {
    if (address !== undefined && !isWebAddress(address) && !asText(address).startsWith('attachment://')) {
      faults.push(`${path}: an address that is not http(s)`);
    }
  }
  for (const [match, address] of texts(embed).matchAll(/(?<!\\)\]\(([^)\s]*)\)/g)) {
    if (!isWebAddress(address)) faults.push(`${path}: the masked link ${match} is not http(s)`);
  }
  if (embedLength(embed) === 0 && embed['image'] === undefined) faults.push(`${path}: empty`);
  return faults;
}

/** All texts of a value, one a line. */
function texts(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.values(value).map(texts).join('\n') : '';
}

function embedLength(embed: unknown): number {
  const { title, description, footer, author, fields } = asJson(embed);
  const lengths = [title, description, asJson(footer)['text'], asJson(author)['name']].map(
    (part) => asText(part).length,
  );
  for (const field of asList(fields)) {
    lengths.push(asText(asJson(field)['name']).length, asText(asJson(field)['value']).length);
  }
  return lengths.reduce((sum, length) => sum + length, 0);
}

function rowFaults(rows: readonly unknown[]): readonly Fault[] {
  const faults: Fault[] = [];
  if (rows.length > 5) faults.push('components: more than 5 rows');
  const ids = new Set<string>();
  rows.forEach((row, at) => {
    const { type, components } = asJson(row);
    if (type !== 1) faults.push(`components.${at}: not an action row`);
    const parts = asList(components);
    if (parts.length === 0 || parts.length > 5) faults.push(`components.${at}: ${parts.length} parts, 1 to 5 allowed`);
    parts.forEach((part, index) => {
      const path = `components.${at}.${index}`;
      const id = asJson(part)['custom_id'];
      if (typeof id === 'string' && ids.has(id)) faults.push(`${path}: custom_id used twice`);
      if (typeof id === 'string') ids.add(id);
      if (id !== undefined && (asText(id).length > 100 || id === ''))
        faults.push(`${path}: custom_id is not 1 to 100 long`);
      faults.push(
        ...(asJson(part)['type'] === 2 ? buttonFaults(asJson(part), path) : selectFaults(asJson(part), path, parts)),
      );
    });
  });
  return faults;
}

function buttonFaults(button: Json, path: string): readonly Fault[] {
  const faults: Fault[] = [...text(button['label'], 80, `${path}.label`)];
  if ((button['label'] ?? '') === '' && button['emoji'] === undefined) faults.push(`${path}: neither label nor emoji`);
  if (button['style'] === 5) {
    if (!isWebAddress(button['url'])) faults.push(`${path}: a link button without an http(s) address`);
    if (asText(button['url']).length > 512) faults.push(`${path}.url: longer than 512`);
    if (button['custom_id'] !== undefined) faults.push(`${path}: a link button with a custom_id`);
  } else if (button['custom_id'] === undefined || button['url'] !== undefined) {
    faults.push(`${path}: a button needs a custom_id and takes no url`);
  }
  return faults;
}

function selectFaults(select: Json, path: string, row: readonly unknown[]): readonly Fault[] {
  const faults: Fault[] = [];
  if (row.length > 1) faults.push(`${path}: a select menu stands alone in its row`);
  if (select['custom_id'] === undefined) faults.push(`${path}: without a custom_id`);
  const [least, most] = [Number(select['min_values'] ?? 1), Number(select['max_values'] ?? 1)];
  if (least < 0 || most < 1 || most > 25 || least > most) faults.push(`${path}: min_values or max_values`);
  if (asText(select['placeholder']).length > 150) faults.push(`${path}: a placeholder longer than 150`);
  if (asList(select['default_values']).length > most) faults.push(`${path}: more default values than may be chosen`);
  if (select['type'] !== 3) return faults;
  if (most > asList(select['options']).length) faults.push(`${path}: more may be chosen than there are`);
  const options = asList(select['options']);
  if (options.length === 0 || options.length > 25) faults.push(`${path}: ${options.length} options, 1 to 25 allowed`);
  const values = new Set<unknown>();
  for (const option of options) {
    const { label, value } = asJson(option);
    faults.push(...text(label, 100, `${path}.label`), ...text(value, 100, `${path}.value`));
    if (values.has(value)) faults.push(`${path}: the value ${asText(value)} stands twice`);
    values.add(value);
  }
  return faults;
}

/** A text within its length, without controls and direction changes. */
function text(value: unknown, max: number, path: string): readonly Fault[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'string') return [`${path}: not a text`];
  const faults: Fault[] = [];
  if (value.length > max) faults.push(`${path}: ${value.length} characters, ${max} allowed`);
  if (INVISIBLE.test(value)) faults.push(`${path}: holds a control or direction character`);
  if (!value.isWellFormed()) faults.push(`${path}: holds half a character`);
  const opened = value.match(/\u2068/g)?.length ?? 0;
  if (opened !== (value.match(/\u2069/g)?.length ?? 0)) faults.push(`${path}: an isolate is not closed`);
  return faults;
}

function unknownKeys(value: Json, known: ReadonlySet<string>, path: string): Fault[] {
  return Object.keys(value)
    .filter((key) => !known.has(key))
    .map((key) => `${path}.${key}: unknown property`);
}

export function isWebAddress(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  // Discord's description wants addresses percent-encoded.
  return /^https?:$/.test(new URL(value).protocol) && /^[\u0021-\u007E]+$/.test(value);
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asJson(value: unknown): Json {
  return isJson(value) ? value : {};
}

/** A text as it is, anything else as ''. */
export function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
