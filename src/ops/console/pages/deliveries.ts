import { ago, type Html, html, moment } from '../html.ts';
import { csrfField, order, table, type Visitor } from '../layout.ts';
import type { ConsoleReads, DeliveriesView, SetAsideView } from '../ports.ts';

/** What waits, what was set aside, what went out, and the switch that holds everything. */
export async function deliveriesPage(reads: ConsoleReads, visitor: Visitor): Promise<Html> {
  const view = await reads.deliveries();
  const now = reads.now();
  return html`<section class="sheet"><h2>The hold switch</h2>${holdSwitch(view, now, visitor)}</section>
<section aria-labelledby="queue"><h2 id="queue">Queue: ${view.ready} ready, ${view.later} for later</h2>
${
  view.lines.length === 0
    ? html`<p class="empty">Nothing waits.</p>`
    : table(
        'Queue',
        ['channel', 'waiting', 'next ones'],
        view.lines.map((line) => [
          line.channelId,
          line.waiting.length,
          line.waiting
            .slice(0, 5)
            .map((one) => html`${one.kind} <a href="/incidents/${one.incidentId}">${one.incidentId}</a><br>`),
        ]),
      )
}</section>
<section aria-labelledby="aside"><h2 id="aside">Set aside</h2>
${
  view.setAside.length === 0
    ? html`<p class="empty">Nothing was set aside. What fails three times is listed here with its error.</p>`
    : table(
        'Set aside',
        ['at', 'what', 'error', ...(visitor.mayOrder ? ['order'] : [])],
        view.setAside.map((entry) => setAsideRow(entry, now, visitor)),
      )
}</section>
<section aria-labelledby="sent"><h2 id="sent">Last deliveries</h2>
${
  view.sent.length === 0
    ? html`<p class="empty">None yet.</p>`
    : table(
        'Last deliveries',
        ['sent', 'kind', 'incident', 'revision', 'channel'],
        view.sent.map((one) => [
          moment(one.sentAt),
          one.kind,
          one.kind === 'review' ? one.incidentId : html`<a href="/incidents/${one.incidentId}">${one.incidentId}</a>`,
          one.revision,
          one.channelId,
        ]),
      )
}</section>`;
}

function holdSwitch({ hold }: DeliveriesView, now: number, visitor: Visitor): Html {
  if (hold.kind === 'held') {
    return html`<p><b class="warn">All alerts are held</b> since ${ago(hold.since, now)} by ${hold.author}: ${hold.reason}. What comes in waits and goes out after the release.</p>${order(visitor, '/deliveries/release', 'Release all alerts')}`;
  }
  if (!visitor.mayOrder) return html`<p>Alerts go out.</p>`;
  return html`<form method="post" action="/deliveries/hold" class="row">${csrfField(visitor)}<label>Alerts go out. Reason to hold them<input name="reason" required maxlength="200" size="40"></label><button class="danger">Hold all alerts</button></form>`;
}

/** What Discord found wrong, for a report to the maintainers. */
function refusedBody({ payload }: SetAsideView): Html | undefined {
  const { body } = payload;
  if (body === undefined) return undefined;
  return html`<details><summary>what was sent</summary><pre>${JSON.stringify(body, null, 1).slice(0, 8000)}</pre></details>`;
}

function setAsideRow(entry: SetAsideView, now: number, visitor: Visitor): (Html | undefined)[] {
  const fields = { kind: entry.kind, id: entry.id };
  return [
    ago(entry.at, now),
    html`${entry.kind}<br><code>${entry.id}</code>`,
    html`${entry.error.split('\n')[0]?.slice(0, 300)}${refusedBody(entry)}`,
    ...(visitor.mayOrder
      ? [
          html`${order(visitor, '/deliveries/retry', 'Retry', fields)} ${order(visitor, '/deliveries/discard', 'Discard', fields, 'danger')}`,
        ]
      : []),
  ];
}
