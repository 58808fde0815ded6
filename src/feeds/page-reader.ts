import { selectAll, selectOne } from 'css-select';
import { type AnyNode, type Document, type Element, isTag } from 'domhandler';
import { getAttributeValue, textContent } from 'domutils';
import { parseDocument } from 'htmlparser2';
import type { RawEntry } from './raw-entry.ts';

/** CSS selectors of a list page. `link`, `title`, `date` and `summary` are looked up inside each `item`. */
export interface PageSelectors {
  readonly item: string;
  readonly link?: string | undefined;
  readonly title?: string | undefined;
  readonly date?: string | undefined;
  readonly summary?: string | undefined;
}

const MAX_TITLE = 200;

/** Reads the entries of a list page, newest or oldest first as they stand. Empty when `item` matches nothing. */
export function readPage(html: string, selectors: PageSelectors): readonly RawEntry[] {
  const page = parseDocument(html);
  const base = baseOf(page);
  return selectAll<AnyNode, Element>(selectors.item, page).map((item) => entryOf(item, selectors, base));
}

function baseOf(page: Document): string | undefined {
  const base = selectOne<AnyNode, Element>('base[href]', page);
  return base === null ? undefined : getAttributeValue(base, 'href');
}

function entryOf(item: Element, selectors: PageSelectors, base: string | undefined): RawEntry {
  const link = linkOf(item, selectors.link);
  const titled = find(item, selectors.title) ?? (selectors.title === undefined ? link : undefined);
  const summary = find(item, selectors.summary);
  const date = find(item, selectors.date);
  const href = link === undefined ? undefined : getAttributeValue(link, 'href');
  return {
    guid: undefined,
    isGuidLink: false,
    links: href === undefined ? [] : [{ href, rel: 'alternate', base }],
    titles: titled === undefined ? [] : [firstLine(linesOf(titled))],
    summaries: summary === undefined ? [] : [escapeText(linesOf(summary))],
    dates: date === undefined ? [] : datesOf(date),
  };
}

function find(item: Element, selector: string | undefined): Element | undefined {
  if (selector === undefined) return undefined;
  return selectOne<AnyNode, Element>(selector, item) ?? undefined;
}

/** The item itself when it is a link and nothing else is named. */
function linkOf(item: Element, selector: string | undefined): Element | undefined {
  if (selector !== undefined) return find(item, selector);
  return item.name === 'a' ? item : find(item, 'a[href]');
}

/** Machine-readable date first, then the words that readers see. */
function datesOf(element: Element): readonly string[] {
  const stated = ['datetime', 'content', 'data-date', 'data-time', 'title'].map((name) =>
    getAttributeValue(element, name),
  );
  return [...stated, textContent(element)].filter((text): text is string => text !== undefined && text.trim() !== '');
}

/** Text with the lines that readers see. */
function linesOf(element: Element): string {
  return element.children
    .map((child) => {
      if (!isTag(child)) return textContent(child);
      return child.name === 'br' ? '\n' : linesOf(child);
    })
    .join('');
}

/** A post without a headline is known by its first line, cut at a word. */
function firstLine(text: string): string {
  const line =
    text
      .split('\n')
      .find((one) => one.trim() !== '')
      ?.trim() ?? '';
  if (line.length <= MAX_TITLE) return escapeText(line);
  const cut = line.slice(0, MAX_TITLE);
  const blank = cut.lastIndexOf(' ');
  return escapeText(`${blank > MAX_TITLE / 2 ? cut.slice(0, blank) : cut}…`);
}

/** The shared step to items reads HTML. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
