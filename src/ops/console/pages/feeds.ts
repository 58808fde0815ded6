import { ago, foreign, type Html, html, outsideLink, span } from '../html.ts';
import { order, table, type Visitor } from '../layout.ts';
import type { ConsoleReads, FeedView } from '../ports.ts';

const TONES: Readonly<Record<string, string>> = { ok: 'good', failing: 'bad', gone: 'bad', silent: 'warn' };

/** Every feed: health, rhythm, last error, next poll. */
export async function feedsPage(reads: ConsoleReads, visitor: Visitor): Promise<Html> {
  const feeds = await reads.feeds();
  const now = reads.now();
  const inTrouble = feeds.filter((feed) => feed.isEnabled && ['failing', 'gone', 'silent'].includes(feed.health));
  const on = feeds.filter((feed) => feed.isEnabled);
  return html`<p>${on.length} feeds are polled, ${inTrouble.length} of them in trouble; ${feeds.length - on.length} are switched off in <code>feeds.yaml</code>. ${order(visitor, '/feeds/poll', 'Poll all now', { feed: '*' })}</p>
${table(
  'Feeds',
  ['feed', 'health', 'last answer', 'rhythm', 'next poll', 'last error', ...(visitor.mayOrder ? ['order'] : [])],
  [...inTrouble, ...feeds.filter((feed) => !inTrouble.includes(feed))].map((feed) => row(feed, now, visitor)),
)}`;
}

function row(feed: FeedView, now: number, visitor: Visitor): (Html | string | undefined)[] {
  return [
    html`${outsideLink(feed.url, feed.id)}<br><span class="faint">${foreign(feed.outlet)} · ${feed.side}</span>`,
    feed.isEnabled
      ? html`<span class="badge ${TONES[feed.health] ?? 'faint'}">${feed.health}</span>${feed.since !== undefined && html`<br><span class="faint">for ${span(Math.max(0, now - feed.since))}</span>`}`
      : html`<span class="badge faint">off</span>`,
    ago(feed.lastOkAt, now),
    feed.rhythmMs === undefined
      ? html`<span class="faint">asked every ${span(feed.everyMs)}</span>`
      : html`new about every ${span(feed.rhythmMs)}<br><span class="faint">asked every ${span(feed.everyMs)}</span>`,
    feed.isEnabled && feed.nextPollAt !== undefined
      ? feed.nextPollAt <= now
        ? 'due now'
        : ago(feed.nextPollAt, now)
      : html`<span class="faint">–</span>`,
    html`${feed.lastError ?? ''}${feed.movedTo !== undefined && html`<span class="warn">moved for good to ${feed.movedTo}</span>`}`,
    ...(visitor.mayOrder
      ? [feed.isEnabled ? order(visitor, '/feeds/poll', 'Poll now', { feed: feed.id }) : undefined]
      : []),
  ];
}
