import type { PageSelectors } from './page-reader.ts';
import type { RawEntry } from './raw-entry.ts';

/**
 * Reads a JSON list by paths: `item` leads to the list (`data.items`, or `.` for a list at the top), the others to fields of each element (`title.rendered`).
 * `undefined`: the text is no JSON. Empty when `item` leads to nothing.
 */
export function readJsonList(text: string, paths: PageSelectors): readonly RawEntry[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const list = at(document, paths.item);
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown): RawEntry => {
    const link = textAt(item, paths.link ?? 'url');
    return {
      guid: textAt(item, 'id') ?? textAt(item, 'guid'),
      isGuidLink: false,
      links: link === undefined ? [] : [{ href: link, rel: 'alternate' }],
      titles: present(textAt(item, paths.title ?? 'title')),
      summaries: present(textAt(item, paths.summary ?? 'summary')),
      dates: present(textAt(item, paths.date ?? 'date')),
    };
  });
}

function present(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}

function at(value: unknown, path: string): unknown {
  let found = value;
  for (const step of path.split('.')) {
    if (step === '') continue;
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[step];
  }
  return found;
}

function textAt(value: unknown, path: string): string | undefined {
  const found = at(value, path);
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' && found.trim() !== '' ? found : undefined;
}
