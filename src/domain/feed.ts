/** The closed set of reasons why a feed could not be read. Each has one sentence for operators in `feeds/`. */
export const FEED_FAILURES = [
  'dns',
  'refused',
  'tls',
  'timeout',
  'tooLarge',
  'redirectLoop',
  'blockedAddress',
  'httpStatus',
  'notAFeed',
  'undecodable',
  'parseTimeout',
  'selectorFoundNothing',
  'robots',
] as const;
export type FeedFailure = (typeof FEED_FAILURES)[number];

/** `ok`; `failing`: the last polls failed; `silent`: answers, but nothing new for longer than its own rhythm; `gone`: 410. */
export type FeedHealth = 'ok' | 'failing' | 'silent' | 'gone' | 'unpolled';
