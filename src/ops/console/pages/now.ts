import { type Incident, type Severity, STATUSES } from '../../../domain/incident.ts';
import { alertCard } from '../../../words/card.ts';
import type { CardNames } from '../../../words/card-types.ts';
import { partyName } from '../../../words/naming.ts';
import { wordsOf } from '../../../words/words.ts';
import { ago, type Html, html } from '../html.ts';
import { select } from '../layout.ts';
import { incidentMap } from '../map.ts';
import type { ConsoleReads, IncidentFilter, IncidentList, Vitals } from '../ports.ts';
import { type Query, textOf, withoutEmpty } from '../query.ts';

const SHOWN = 30;
const LABELS = ['clash', 'ceasefire', 'negotiation', 'humanitarian'] as const;
const english = () => wordsOf('en').text;

/** The filter that an address asks for; what it cannot mean is left out. */
function incidentFilterOf(query: Query): IncidentFilter {
  const severity = Number(textOf(query, 'severity') ?? '');
  const status = textOf(query, 'status');
  const label = textOf(query, 'label');
  return withoutEmpty({
    label: LABELS.find((one) => one === label),
    status: STATUSES.find((one) => one === status),
    minSeverity: severity >= 1 && severity <= 4 ? (Math.trunc(severity) as Severity) : undefined,
    party: textOf(query, 'party'),
    place: textOf(query, 'place'),
    words: textOf(query, 'words'),
  });
}

/** What is going on: incidents, a map, who cannot be heard, how the service does. */
export async function nowPage(query: Query, reads: ConsoleReads): Promise<Html> {
  const filter = incidentFilterOf(query);
  const [list, blindSpots, vitals] = await Promise.all([
    reads.incidents(filter, SHOWN, textOf(query, 'after')),
    reads.blindSpots(),
    reads.vitals(),
  ]);
  const names = reads.names();
  const spots = blindSpots.map(
    (spot) =>
      html`<li><b>${spot.side === 'third' ? 'Third parties' : partyName(spot.side, names, 'en')}</b>: nothing heard since ${ago(spot.since, reads.now())} <span class="faint">(${spot.feeds.length} feeds)</span></li>`,
  );
  return html`${trouble(vitals, reads.now())}
${filterForm(filter, names)}
<div class="columns">
<section aria-labelledby="incidents-heading">
<div class="heading-row"><h2 id="incidents-heading">Incidents, latest first</h2><p class="live" role="status">${'not live'}</p></div>
<div data-live>${incidentList(list, query, reads)}</div>
</section>
<aside>
<section class="sheet" aria-labelledby="map-heading"><h2 id="map-heading">Where</h2>${incidentMap(list.incidents, reads.map(), (incident) => alertCard(incident, 'en', names).headline) ?? html`<p class="faint">No place of the configuration has coordinates.</p>`}</section>
<section class="sheet" aria-labelledby="blind-heading"><h2 id="blind-heading">Blind spots</h2>${spots.length === 0 ? html`<p class="faint">Both sides can be heard.</p>` : html`<ul class="plain">${spots}</ul>`}</section>
<section class="sheet" aria-labelledby="vitals-heading"><h2 id="vitals-heading">Service</h2>${vitalsList(vitals, reads.now())}</section>
</aside>
</div>`;
}

/** The list alone: what a live update fetches. */
export async function nowList(query: Query, reads: ConsoleReads): Promise<Html> {
  return incidentList(await reads.incidents(incidentFilterOf(query), SHOWN, textOf(query, 'after')), query, reads);
}

function incidentList(list: IncidentList, query: Query, reads: ConsoleReads): Html {
  const names = reads.names();
  const next = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    if (typeof value === 'string' && key !== 'after' && key !== 'done') next.set(key, value);
  if (list.nextCursor !== undefined) next.set('after', list.nextCursor);
  return html`${list.incidents.length === 0 ? html`<p class="empty">No incident fits. An item that brought none says why on the page <a href="/items">Items</a>.</p>` : html`<ol class="cards">${list.incidents.map((incident) => card(incident, names, reads.now()))}</ol>`}
${list.nextCursor !== undefined && html`<p><a href="/now?${next.toString()}">Older incidents</a></p>`}`;
}

function card(incident: Incident, names: CardNames, now: number): Html {
  const shown = alertCard(incident, 'en', names);
  const isGone = shown.takenBack !== undefined;
  return html`<li class="card sev${incident.severity}${isGone && ' gone'}" data-incident="${incident.id}" data-revision="${incident.revision}">
<p class="over"><span>${shown.label.word} · ${shown.severity.word}</span><span>${ago(incident.updatedAt, now)}</span></p>
<h3 class="headline"><a href="/incidents/${incident.id}">${shown.headline}</a></h3>
${!shown.headline.startsWith(shown.place) && html`<p class="where"><bdi>${shown.place}</bdi></p>`}
<p class="under"><span class="badge">${shown.takenBack?.word ?? shown.status.word}</span> <span>${shown.counts}</span> <span class="mono">${shown.marker}</span></p>
</li>`;
}

function filterForm(filter: IncidentFilter, names: CardNames): Html {
  const words = english();
  const choices = (values: readonly string[], table: Readonly<Record<string, string>>): [string, string][] => [
    ['', 'any'],
    ...values.map((value): [string, string] => [value, table[value] ?? value]),
  ];
  const parties = Object.keys(names.parties).map((party): [string, string] => [party, partyName(party, names, 'en')]);
  const severities = words.severity.map((word, level): [string, string] => [
    level === 0 ? '' : String(level),
    level === 0 ? 'any' : `from ${word}`,
  ]);
  return html`<form class="filter" method="get" action="/now" role="search" aria-label="Filter incidents">
${select('label', 'Label', choices(LABELS, words.label), filter.label)}
${select('status', 'Status', choices(STATUSES, words.status), filter.status)}
${select('severity', 'Severity', severities, filter.minSeverity === undefined ? '' : String(filter.minSeverity))}
${select('party', 'Party', [['', 'any'], ...parties], filter.party)}
<label>Place<input name="place" value="${filter.place ?? ''}" size="9"></label>
<label>Words<input name="words" value="${filter.words ?? ''}" size="11"></label>
<button>Filter</button><a href="/now">All</a>
</form>`;
}

function trouble(vitals: Vitals, now: number): Html {
  const lost = vitals.lostChannels.map(
    ({ channelId, since, detail }) =>
      html`<p class="notice warn"><b>Channel ${channelId} takes nothing</b> since ${ago(since, now)} (${detail}). Its alerts wait. <a href="/deliveries">Deliveries</a></p>`,
  );
  return html`${holdOrUnready(vitals, now)}${lost}`;
}

function holdOrUnready(vitals: Vitals, now: number): Html | undefined {
  const { hold } = vitals;
  if (hold.kind === 'held')
    return html`<p class="notice warn"><b>All alerts are held</b> since ${ago(hold.since, now)} by ${hold.author}: ${hold.reason}. <a href="/deliveries">Deliveries</a></p>`;
  return vitals.isReady ? undefined : html`<p class="notice bad"><b>Not ready:</b> ${vitals.reasons.join('; ')}</p>`;
}

function vitalsList(vitals: Vitals, now: number): Html {
  const feeds = Object.entries(vitals.feeds).map(([health, count]) => `${count} ${health}`);
  return html`<dl class="facts">
<dt>State</dt><dd>${vitals.isReady ? html`<span class="good">polls and posts</span>` : html`<span class="bad">${vitals.reasons.join('; ')}</span>`}</dd>
<dt>Last poll</dt><dd>${ago(vitals.lastPollAt, now)}</dd>
<dt>Last alert</dt><dd>${ago(vitals.lastSentAt, now)}</dd>
<dt>Waiting</dt><dd>${vitals.waiting} deliveries</dd>
<dt>Feeds</dt><dd><a href="/feeds">${feeds.join(', ') || 'none'}</a></dd>
</dl>`;
}
