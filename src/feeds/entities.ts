import { decodeHTMLStrict } from 'entities';

/** What a document type declaration names; values are plain text. */
export type InternalEntities = ReadonlyMap<string, string>;

const REFERENCE = /&(?:#(?:[0-9]{1,8}|[xX][0-9a-fA-F]{1,8})|[A-Za-z][A-Za-z0-9]{0,31}|[A-Za-z_][\w.-]{0,63});/g;
const MAX_ENTITY_LENGTH = 1000;
const MAX_ENTITIES = 200;

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
    return internal?.get(reference.slice(1, -1)) ?? decodeHTMLStrict(reference);
  });
}

/**
 * Reads the harmless internal entities of a DOCTYPE: short values without references of their own. Nested ones ("billion laughs"), external ones and
 * parameter entities are left out, so nothing grows and nothing is fetched.
 */
export function readInternalEntities(prolog: string): InternalEntities {
  const found = new Map<string, string>();
  const declaration = /<!ENTITY\s+([A-Za-z_][\w.-]{0,63})\s+(?:"([^"<]{0,1000})"|'([^'<]{0,1000})')\s*>/g;
  for (const match of prolog.matchAll(declaration)) {
    const [, name, double, single] = match;
    const value = decodeReferences(double ?? single ?? '');
    if (name === undefined || value.includes('&') || value.includes('%') || value.length > MAX_ENTITY_LENGTH) continue;
    if (!found.has(name)) found.set(name, value);
    if (found.size >= MAX_ENTITIES) break;
  }
  return found;
}
