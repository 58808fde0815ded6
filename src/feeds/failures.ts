import type { FeedFailure } from '../domain/feed.ts';

/** What an operator can do about each reason: one plain sentence. */
export const FAILURE_ADVICE: Readonly<Record<FeedFailure, string>> = {
  dns: 'the host name cannot be resolved; look for a spelling error, a moved site, or a resolver that is down',
  refused: 'the server refused or broke the connection; try again later, and from another network if it lasts',
  tls: 'the certificate cannot be trusted; see whether it has expired, or whether the outlet now serves another host name',
  timeout: 'the server did not answer in time; raise `timeout:` of this feed if the outlet is slow but sound',
  tooLarge: 'the body is larger than allowed; raise `maxBytes:` of this feed if it is a real feed',
  redirectLoop: 'the address redirects in circles or too often; look up the present address of the feed',
  blockedAddress:
    'the address leads into a private network or away from http(s); set `allowPrivate: true` only for feeds of your own',
  httpStatus:
    'the server answered with an error; 403 means that the outlet refuses us (ask it, or set `userAgent:`), 404 that the feed moved',
  notAFeed:
    'the answer is no feed; open the address, and use `kind: page` or `kind: json` where the outlet has no feed',
  undecodable: 'the characters cannot be decoded; set `encoding:` of this feed',
  parseTimeout:
    'reading the document took too long or too much memory; look at it by hand, it may be hostile or broken',
  selectorFoundNothing:
    'the page no longer holds what the selectors name; compare `selectors:` with the page as it is now',
  robots: "the site's robots.txt asks us not to read this page; ask the outlet, or use another address",
};

/** A text for people whose addresses have lost user names, passwords and tokens in front of the host. */
export function withoutCredentials(text: string): string {
  return text.replace(/(:\/\/)[^\s/@?#"]+@/g, '$1');
}
