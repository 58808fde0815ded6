import type { FakeFile } from './payloads.ts';
import { asJson, asList, asText, type Fault } from './rules.ts';

/** One part of a multipart body: `files[0]` and what it holds. */
export interface SentFile {
  readonly index: number;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** Source: docs.discord.com, Uploading Files, Attachment object. */
const MOST_FILES = 10;
const LARGEST_BYTES = 10 * 1024 * 1024;
const LONGEST_DESCRIPTION = 1024;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

/** Reads `multipart/form-data` as Discord takes it: the JSON in `payload_json`, files in `files[n]`. */
export function readMultipart(raw: Buffer, contentType: string): { body: unknown; files: readonly SentFile[] } {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/.exec(contentType);
  const mark = `--${boundary?.[1] ?? boundary?.[2] ?? ''}`;
  const files: SentFile[] = [];
  let body: unknown;
  for (const part of raw.toString('latin1').split(mark).slice(1, -1)) {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const content = Buffer.from(rest.join('\r\n\r\n').replace(/\r\n$/, ''), 'latin1');
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    if (name === 'payload_json') body = JSON.parse(content.toString('utf8'));
    const index = /^files\[(\d+)\]$/.exec(name)?.[1];
    if (index !== undefined)
      files.push({
        index: Number(index),
        filename: /filename="([^"]*)"/.exec(head)?.[1] ?? '',
        contentType: /content-type: ([^\r\n]+)/i.exec(head)?.[1] ?? '',
        bytes: content,
      });
  }
  return { body, files };
}

/** Faults of attachments: each file described once, each description of a file that came or, in an edit, that stands. */
export function fileFaults(body: unknown, files: readonly SentFile[], standing: readonly FakeFile[]): readonly Fault[] {
  const faults: Fault[] = [];
  const given = asJson(body)['attachments'];
  const named = asList(given).map(asJson);
  if (standing.length + files.length > MOST_FILES) faults.push('files: more than 10');
  for (const { index, filename, contentType, bytes } of files) {
    const description = named.find(({ id }) => asText(id) === String(index));
    if (description === undefined) faults.push(`files[${index}]: no attachment of this id`);
    else if (description['filename'] !== filename) faults.push(`files[${index}]: described under another name`);
    if (!/^[\w.-]+$/.test(filename)) faults.push(`files[${index}]: a name with unsafe characters`);
    if (bytes.length === 0 || bytes.length > LARGEST_BYTES) faults.push(`files[${index}]: ${bytes.length} bytes`);
    if (contentType === 'image/png' && !bytes.subarray(0, 4).equals(PNG)) faults.push(`files[${index}]: no PNG inside`);
  }
  for (const { id, description } of named) {
    const isNew = files.some(({ index }) => String(index) === asText(id));
    if (!isNew && !standing.some((file) => file.id === asText(id)))
      faults.push(`attachments: ${asText(id)} is no file`);
    // Stricter than Discord: a picture without words is nothing to a screen reader.
    if (isNew && asText(description).trim() === '') faults.push(`attachments.${asText(id)}: without a description`);
    if (asText(description).length > LONGEST_DESCRIPTION)
      faults.push(`attachments.${asText(id)}: description too long`);
  }
  const names = new Set([...files.map(({ filename }) => filename), ...standing.map(({ filename }) => filename)]);
  for (const match of JSON.stringify(body ?? '').matchAll(/attachment:\/\/([^"]+)"/g)) {
    if (!names.has(match[1] ?? '')) faults.push(`embeds: attachment://${match[1]} is no file of this message`);
  }
  return faults;
}

/** The files of a message after a body: without the key all stay, with it those that it names, and those that came. */
export function filesAfter(
  standing: readonly FakeFile[],
  body: unknown,
  files: readonly SentFile[],
  nextId: () => string,
): readonly FakeFile[] {
  const given = asJson(body)['attachments'];
  const named = asList(given).map(asJson);
  const kept = given === undefined ? standing : standing.filter((file) => named.some(({ id }) => id === file.id));
  const added = files.map(({ index, filename, bytes }): FakeFile => {
    const description = asText(named.find(({ id }) => asText(id) === String(index))?.['description']);
    return { id: nextId(), filename, size: bytes.length, ...(description === '' ? {} : { description }) };
  });
  return [...kept, ...added];
}
