import { pipeline, Readable } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';

export type BodyResult = { readonly kind: 'body'; readonly bytes: Uint8Array } | { readonly kind: 'tooLarge' };

/** Reads a body through its content encodings and stops at `maxBytes` after inflation. Rejects when the connection breaks. */
export async function readBody(body: Readable, encodings: string | undefined, maxBytes: number): Promise<BodyResult> {
  const decoders = (encodings ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
    .reverse();
  const chunks: Uint8Array[] = [];
  let total = 0;
  try {
    for await (const chunk of decodedStream(body, decoders)) {
      total += chunk.length;
      if (total > maxBytes) return { kind: 'tooLarge' };
      chunks.push(chunk);
    }
  } finally {
    body.destroy();
  }
  return { kind: 'body', bytes: chunks.length === 1 ? (chunks[0] ?? new Uint8Array()) : Buffer.concat(chunks, total) };
}

async function* decodedStream(body: Readable, decoders: readonly string[]): AsyncGenerator<Uint8Array> {
  let stream: AsyncIterable<Uint8Array> = body;
  for (const name of decoders) stream = inflate(stream, name);
  yield* stream;
}

async function* inflate(input: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const iterator = input[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  const whole = startingWith(first.value, iterator);
  const decoder = decoderFor(name, first.value);
  if (decoder === undefined) {
    yield* whole;
    return;
  }
  // A broken connection destroys the decoder, so that the loop below ends with its error.
  pipeline(Readable.from(whole), decoder, () => undefined);
  for await (const chunk of decoder) yield chunk as Uint8Array;
}

async function* startingWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let step = await rest.next(); !step.done; step = await rest.next()) yield step.value;
}

// A body that ends before its stream does is a truncated feed, whose whole items are worth reading.
const LENIENT = { finishFlush: constants.Z_SYNC_FLUSH };

function decoderFor(name: string, start: Uint8Array) {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      // Some servers send the header without compressing.
      return start[0] === 0x1f ? createGunzip(LENIENT) : undefined;
    case 'br':
      return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
    case 'deflate':
      // "deflate" means zlib format, but some servers send it raw.
      return ((start[0] ?? 0) & 0x0f) === 8 ? createInflate(LENIENT) : createInflateRaw(LENIENT);
    case 'zstd':
      return createZstdDecompress();
    default:
      return undefined;
  }
}
