import { LABELS } from '../../../domain/classification.ts';
import { nameOfPlace } from '../../../words/headline.ts';
import { outletName } from '../../../words/naming.ts';
import { wordsOf } from '../../../words/words.ts';
import { decisionBadge, explanation, marked } from '../evidence.ts';
import { ago, foreign, type Html, html, moment, outsideLink } from '../html.ts';
import { csrfField, order, select, table, type Visitor } from '../layout.ts';
import type { ConsoleReads, ItemView } from '../ports.ts';
import { type Query, textOf, withoutEmpty } from '../query.ts';

const SHOWN = 60;
const DAY_MS = 86_400_000;

/** Every recent item with its decision and reason. */
export async function itemsPage(query: Query, reads: ConsoleReads): Promise<Html> {
  const outcome = textOf(query, 'outcome');
  const feedId = textOf(query, 'feed');
  // Only an address that leads to no item gets here.
  const address = textOf(query, 'address');
  const before = Number(textOf(query, 'before') ?? Number.NaN);
  const filter = withoutEmpty({ outcome, feedId, beforeMs: Number.isFinite(before) ? before : undefined });
  const [items, counts, feeds] = await Promise.all([
    reads.items(filter, SHOWN),
    reads.itemCounts(reads.now() - DAY_MS),
    reads.feeds(),
  ]);
  const last = items.at(-1);
  const older = new URLSearchParams({
    ...(outcome !== undefined && { outcome }),
    ...(feedId !== undefined && { feed: feedId }),
    ...(last !== undefined && { before: String(Date.parse(last.decidedAt)) }),
  });
  return html`<ul class="totals" aria-label="Items of the last 24 hours">${Object.entries(counts).map(([name, count]) => html`<li><b>${count}</b>${name}</li>`)}</ul>
<form class="filter" method="get" action="/items" role="search" aria-label="Filter items">
${select('outcome', 'Outcome', [['', 'any'], ...Object.keys(counts).map((name): [string, string] => [name, name])], outcome)}
${select('feed', 'Feed', [['', 'any'], ...feeds.map((feed): [string, string] => [feed.id, feed.id])], feedId)}
<button>Filter</button><a href="/items">All</a></form>
<form class="filter" method="get" action="/items/at" role="search" aria-label="Find an item">
<label>Why was this not posted? Its address<input name="address" type="url" value="${address ?? ''}" required size="48" placeholder="https://"></label><button>Explain</button></form>
${address !== undefined && html`<p class="notice warn">No item with this address was seen, or it is older than <code>incidents.retention</code>. Is it in a feed that is polled?</p>`}
${items.length === 0 ? html`<p class="empty">No item fits.</p>` : itemTable(items, reads)}
${items.length === SHOWN && html`<p><a href="/items?${older.toString()}">Older items</a></p>`}`;
}

function itemTable(items: readonly ItemView[], reads: ConsoleReads): Html {
  return table(
    'Items',
    ['decided', 'outcome', 'title', 'why', 'incident'],
    items.map((view) => [
      ago(view.decidedAt, reads.now()),
      decisionBadge(view.outcome),
      html`<div class="title-cell"><a href="/items/${encodeURIComponent(view.item.id)}">${foreign(view.item.title, view.item.language)}</a><br><span class="faint">${view.item.feedId} · ${view.item.language}</span></div>`,
      view.reason,
      view.incidentId !== undefined && html`<a class="id" href="/incidents/${view.incidentId}">${view.incidentId}</a>`,
    ]),
  );
}

/** One item: what became of it and why; what the configuration in force makes of it. */
export function itemPage(view: ItemView, reads: ConsoleReads, visitor: Visitor): Html {
  const { item } = view;
  const outlet = outletName(item.outletId, reads.names(), 'en');
  const explained = reads.explain({
    title: item.title,
    summary: item.summary,
    outletId: item.outletId,
    ...(item.publishedAt !== undefined && { publishedAt: item.publishedAt }),
  });
  const { classification } = explained;
  const placeName = (id: string) => nameOfPlace(id, reads.names(), wordsOf('en'));
  const isOtherVersion = view.lexiconVersion !== undefined && view.lexiconVersion !== classification.lexiconVersion;
  return html`<section class="sheet">
<h2>${foreign(item.title, item.language)}</h2>
<dl class="facts">
<dt>Outcome</dt><dd>${decisionBadge(view.outcome)} ${view.reason}</dd>
<dt>Decided</dt><dd>${moment(view.decidedAt)}${view.lexiconVersion !== undefined && html`, lexicon <code>${view.lexiconVersion}</code>`}</dd>
<dt>Outlet</dt><dd>${outlet.name} (${outlet.label}), feed ${item.feedId}</dd>
<dt>Published</dt><dd>${item.publishedAt === undefined ? 'no believable date: first sight counts' : moment(item.publishedAt)}</dd>
${view.incidentId !== undefined && html`<dt>Incident</dt><dd><a href="/incidents/${view.incidentId}">${view.incidentId}</a>${view.change !== undefined && `, ${view.change} change`}</dd>`}
${view.notSentTo.length > 0 && html`<dt>Not sent to</dt><dd>${view.notSentTo.map((line) => html`${line}<br>`)}</dd>`}
<dt>Address</dt><dd>${outsideLink(item.url, 'Read it')}</dd>
</dl></section>
<section class="sheet"><h2>${isOtherVersion ? 'What the configuration in force would say now' : 'Why'}</h2>
${marked(item.title, 'title', classification, item.language)}
${item.summary !== '' && marked(item.summary, 'summary', classification, item.language)}
${explanation(explained, placeName)}</section>
${visitor.mayOrder && (view.outcome === 'review' ? reviewForm(item.id, visitor) : feedbackForm(item.id, visitor))}`;
}

function reviewForm(id: string, visitor: Visitor): Html {
  return html`<section class="sheet"><h2>It waits for a decision</h2><p class="faint">The monitor was not sure. Let it pass, and it becomes a report like any other; either answer is added to the feedback file.</p>
<p>${order(visitor, '/items/review', 'Let it pass', { id, verdict: 'approved' })} ${order(visitor, '/items/review', 'Keep it out', { id, verdict: 'rejected' }, 'danger')}</p></section>`;
}

function feedbackForm(itemId: string, visitor: Visitor): Html {
  return html`<section class="sheet"><h2>Was it right?</h2><p class="faint">The answer is added to the feedback file, which <code>eval</code> and <code>lexicon suggest</code> read.</p>
<form method="post" action="/items/label" class="row">${csrfField(visitor)}<input type="hidden" name="id" value="${itemId}">
${select(
  'label',
  'The right label',
  LABELS.map((label): [string, string] => [label, label]),
  'other',
)}<button>Add to feedback</button></form></section>`;
}
