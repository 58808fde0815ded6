import type { FeedFormat } from './xml-entry.ts';

export interface FeedRoot {
  /** Position of the root's `<`. */
  readonly at: number;
  readonly format: FeedFormat;
}

/** A root must come soon: what stands before it is a notice of the server's language, not a document. Characters. */
const PROLOG = 65_536;
const NEXT = /<!--|<(?:[\w.-]{1,40}:)?(rss|rdf|feed|channel|entry)(?=[\s>/])/gi;

/** Finds the first tag that can be the root of a feed; `undefined` when there is none, or only inside a page that is no feed. */
export function findFeedRoot(text: string): FeedRoot | undefined {
  const head = text.slice(0, PROLOG);
  const root = firstOutsideComments(head);
  if (root === undefined) return undefined;
  // Some servers wrap the feed into a page; a page that only mentions feeds has no root that declares itself one.
  const isPage = /<html[\s>]/i.test(head.slice(0, root.at));
  const tag = text.slice(root.at, root.at + 400);
  if (isPage && !/^<[\w:]+\s[^>]*(?:xmlns(?::\w+)?\s*=|version\s*=)/i.test(tag)) return undefined;
  return { at: root.at, format: formatOf(root.name, head) };
}

function firstOutsideComments(head: string): { readonly at: number; readonly name: string } | undefined {
  const next = new RegExp(NEXT);
  for (let found = next.exec(head); found !== null; found = next.exec(head)) {
    if (found[1] !== undefined) return { at: found.index, name: found[1].toLowerCase() };
    const end = head.indexOf('-->', found.index + 4);
    if (end === -1) return undefined;
    next.lastIndex = end + 3;
  }
  return undefined;
}

function formatOf(name: string, head: string): FeedFormat {
  if (name === 'feed' || name === 'entry') return 'atom';
  return name === 'channel' && /<(?:item|channel)\s[^>]{0,500}href\s*=/i.test(head) ? 'cdf' : 'rss';
}
