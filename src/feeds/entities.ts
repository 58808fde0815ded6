import { decodeHTMLStrict } from 'entities';

/** What a document type declaration names; values are plain text. */
export interface InternalEntities {
  readonly values: ReadonlyMap<string, string>;
  /** Characters that may still be put in; then references stay as they are written. */
  budget: number;
}

const REFERENCE = /&(?:#(?:[0-9]{1,8}|[xX][0-9a-fA-F]{1,8})|[A-Za-z][A-Za-z0-9]{0,31}|[A-Za-z_][\w.-]{0,63});/g;
const MAX_ENTITY_LENGTH = 1000;
const MAX_ENTITIES = 200;
const BUDGET = 100_000;

/**
 * Decodes character references once. A reference needs its semicolon, so that the address `?a=1&copy=3` survives; unknown names stay as text; `&#0;` vanishes.
 */
export function decodeReferences(text: string, internal?: InternalEntities): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (reference) => {
    switch (reference) {
      case '&amp;':
        return '&';
      case '&lt;':
        return '<';
      case '&gt;':
        return '>';
      case '&quot;':
        return '"';
      case '&#0;':
      case '&#x0;':
        return '';
    }
    return internalValue(reference, internal) ?? decodeOne(reference);
  });
}

/** Looking a name up in the table of HTML takes a while; a feed uses few names, many times. */
const remembered = new Map<string, string>();

function decodeOne(reference: string): string {
  const known = remembered.get(reference);
  if (known !== undefined) return known;
  const decoded = decodeHTMLStrict(reference);
  if (remembered.size < 4096) remembered.set(reference, decoded);
  return decoded;
}

function internalValue(reference: string, internal: InternalEntities | undefined): string | undefined {
  const value = internal?.values.get(reference.slice(1, -1));
  if (internal === undefined || value === undefined || value.length > internal.budget) return undefined;
  internal.budget -= value.length;
  return value;
}

/**
 * Reads the harmless internal entities of a DOCTYPE: short values that name no other entity. Nested ones ("billion laughs"), external ones and
 * parameter entities are left out, and all of them together add little, so nothing grows and nothing is fetched.
 */
export function readInternalEntities(prolog: string): InternalEntities {
  const found = new Map<string, string>();
  const declaration = /<!ENTITY\s+([A-Za-z_][\w.-]{0,63})\s+(?:"([^"<]{0,1000})"|'([^'<]{0,1000})')\s*>/g;
  for (const match of prolog.matchAll(declaration)) {
    const [, name, double, single] = match;
    const written = double ?? single ?? '';
    if (name === undefined || written.includes('%') || written.length > MAX_ENTITY_LENGTH) continue;
    if (/&(?!#\d|#x|(?:amp|lt|gt|quot|apos);)/i.test(written)) continue;
    const value = decodeReferences(written);
    if (!found.has(name)) found.set(name, value);
    if (found.size >= MAX_ENTITIES) break;
  }
  return { values: found, budget: BUDGET };
}
