import fc from 'fast-check';

/** A sound document with pieces cut out, doubled, swapped and put in. */
export function spoilt(documents: readonly Buffer[], scraps: readonly string[]): fc.Arbitrary<Buffer> {
  const edit = fc.record({
    kind: fc.constantFrom('cut' as const, 'double' as const, 'insert' as const, 'flip' as const),
    at: fc.nat(1_000_000),
    length: fc.integer({ min: 1, max: 200 }),
    scrap: fc.oneof(
      fc.constantFrom(...scraps).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
    ),
    times: fc.constantFrom(1, 1, 1, 50, 2000),
  });
  return fc
    .tuple(fc.constantFrom(...documents), fc.array(edit, { maxLength: 6 }))
    .map(([document, edits]) => edits.reduce((bytes, one) => applyEdit(bytes, one), document));
}

interface Edit {
  readonly kind: 'cut' | 'double' | 'insert' | 'flip';
  readonly at: number;
  readonly length: number;
  readonly scrap: Buffer;
  readonly times: number;
}

function applyEdit(bytes: Buffer, edit: Edit): Buffer {
  const at = bytes.length === 0 ? 0 : edit.at % bytes.length;
  const end = Math.min(bytes.length, at + edit.length);
  const [before, piece, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
  switch (edit.kind) {
    case 'cut':
      return Buffer.concat([before, after]);
    case 'double':
      return Buffer.concat([before, piece, piece, after]);
    case 'insert':
      return Buffer.concat([before, ...Array.from({ length: edit.times }, () => edit.scrap), piece, after]);
    case 'flip':
      return Buffer.concat([before, Buffer.from(piece.map((byte) => byte ^ 0x20)), after]);
    default:
      return edit.kind satisfies never;
  }
}
