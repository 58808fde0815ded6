import type { Incident, IncidentSource } from '../../../domain/incident.ts';
import { isLanguage, LANGUAGES, type Language } from '../../../domain/language.ts';
import { alertCard } from '../../../words/card.ts';
import type { Account, AlertCard, CardNames } from '../../../words/card-types.ts';
import { changeText } from '../../../words/changes.ts';
import { outletName } from '../../../words/naming.ts';
import type { Text } from '../../../words/text.ts';
import { type Words, wordsOf } from '../../../words/words.ts';
import { marked } from '../evidence.ts';
import { foreign, type Html, html, moment, outsideLink } from '../html.ts';
import { table } from '../layout.ts';
import type { ConsoleReads, ItemView, PostView } from '../ports.ts';

/** Reports whose texts are read and marked for one page. */
const SHOWN = 60;

/** One incident: claims by side, losses with their revisions, reports in order with the evidence marked. */
export async function incidentPage(
  incident: Incident,
  language: string | undefined,
  reads: ConsoleReads,
): Promise<Html> {
  const names = reads.names();
  const chosen: Language = language !== undefined && isLanguage(language) ? language : 'en';
  const words = wordsOf(chosen);
  const card = alertCard(incident, chosen, names);
  const reports = inOrder(incident);
  const shown = reports.slice(0, SHOWN);
  const [posts, items] = await Promise.all([
    reads.posts(incident.id),
    Promise.all(shown.map((report) => reads.item(report.itemId))),
  ]);
  const entries = shown.map((report, index) => reportEntry(report, items[index], names, reads));
  return html`<p class="faint">${incident.id} · revision ${incident.revision} · as subscribers read it in ${languageLinks(incident.id, chosen)}</p>
<div lang="${chosen}" dir="${card.direction}">
${card.takenBack !== undefined && html`<p class="notice warn"><b>${card.takenBack.word}</b> ${card.takenBack.note}</p>`}
<section class="sheet"><h2>${card.headline}</h2><p class="faint">${card.label.word} · ${card.severity.full}</p>${factList(card, words)}</section>
${card.accounts.length + card.others.length > 0 && html`<div class="halves">${[...card.accounts, ...card.others].map((one) => accountSheet(one, words))}</div>`}
${card.losses.length > 0 && html`<section class="sheet"><h2>${words.text.field.casualties}</h2>${card.losses.map((losses) => html`<h3>${losses.name}</h3><ul class="lines">${losses.lines.map((line) => html`<li><bdi>${line}</bdi></li>`)}</ul>`)}</section>`}
</div>
<section aria-labelledby="history"><h2 id="history">What changed, and when</h2>${historyTable(incident, names)}</section>
<section class="sheet" aria-labelledby="reports"><h2 id="reports">${reports.length} reports, in order of arrival${reports.length > SHOWN && `, the first ${SHOWN}`}</h2><ol class="reports">${entries}</ol></section>
<section aria-labelledby="posts"><h2 id="posts">Where it was posted</h2>${postTable(posts)}</section>`;
}

function languageLinks(id: string, chosen: Language): Html {
  return html`${LANGUAGES.map((tag) => (tag === chosen ? html`<b>${tag}</b> ` : html`<a href="/incidents/${id}?language=${tag}" hreflang="${tag}">${tag}</a> `))}`;
}

function factList(card: AlertCard, words: Words): Html {
  const { field } = words.text;
  const rows: readonly (readonly [string, Html | string])[] = [
    [field.place, html`<bdi>${card.place}</bdi>${card.placeNote !== undefined && ` (${card.placeNote})`}`],
    [field.when, textHtml(card.when, words)],
    [field.status, [card.status.word, card.status.note].filter((part) => part !== '').join('. ')],
    ...card.facts.map((fact): readonly [string, string] => [fact.name, fact.value]),
    [field.reports, `${card.counts} (${card.languages})`],
    ...card.blindSpots.map((spot): readonly [string, Html] => [field.blindSpots, textHtml(spot, words)]),
  ];
  return html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function textHtml(text: Text, words: Words): Html {
  return html`${text.map((part) => (typeof part === 'string' ? part : part.style === 'relative' ? moment(part.at) : html`<time datetime="${part.at}">${words[part.style](part.at)}</time>`))}`;
}

function accountSheet(account: Account, words: Words): Html {
  const statements = account.statements.map(
    (one) =>
      html`<div class="statement"><p>${one.what} — <bdi>${one.speaker}</bdi></p>${one.quote !== '' && html`<blockquote>${foreign(one.quote)}${one.quoteLanguage !== undefined && html` <span class="badge">${one.quoteLanguage}</span>`}</blockquote>`}</div>`,
  );
  return html`<section class="sheet account"><h3>${account.name}</h3>${statements.length === 0 ? html`<p class="faint">${words.text.side.silent}</p>` : statements}${account.hidden > 0 && html`<p class="faint">${words.plural(words.text.side.more, account.hidden)}</p>`}</section>`;
}

function historyTable(incident: Incident, names: CardNames): Html {
  const words = wordsOf('en');
  return table(
    'Changes',
    ['revision', 'at', 'change', 'as recorded', 'rang'],
    incident.history.map((change) => [
      change.revision,
      moment(change.at),
      changeText(change, names, words),
      html`<code>${change.kind} ${change.detail}</code>`,
      change.material ? 'yes' : html`<span class="faint">no</span>`,
    ]),
  );
}

function inOrder(incident: Incident): readonly IncidentSource[] {
  return [...incident.reports].sort((a, b) => a.arrivedAt.localeCompare(b.arrivedAt));
}

function reportEntry(report: IncidentSource, item: ItemView | undefined, names: CardNames, reads: ConsoleReads): Html {
  const summary = item?.item.summary ?? '';
  const outlet = outletName(report.outletId, names, 'en');
  const explained = reads.explain({
    title: report.title,
    summary,
    outletId: report.outletId,
    ...(report.publishedAt !== undefined && { publishedAt: report.publishedAt }),
  });
  return html`<li><p class="faint">${moment(report.arrivedAt)} · ${outlet.name} (${outlet.label}) · ${report.language}${report.duplicateOf !== undefined && ' · a copy: counts as article, never as origin'}</p>
${marked(report.title, 'title', explained.classification, report.language)}
${summary !== '' && html`<details><summary>Summary</summary>${marked(summary, 'summary', explained.classification, report.language)}</details>`}
<p>${outsideLink(report.url, 'Read it')} · <a href="/items/${encodeURIComponent(report.itemId)}">Why it counts</a></p></li>`;
}

function postTable(posts: readonly PostView[]): Html {
  if (posts.length === 0) return html`<p class="empty">Nowhere.</p>`;
  return table(
    'Posts',
    ['channel', 'message', 'revision', 'posted', 'last edited'],
    posts.map((post) => [post.channelId, post.messageId, post.revision, moment(post.postedAt), moment(post.updatedAt)]),
  );
}
