/** Markup that is safe to send: made by `html` only, which escapes everything else. */
export interface Html {
  readonly markup: string;
}

export type HtmlPart = Html | string | number | undefined | false | readonly HtmlPart[];

/** Tagged template: every value is escaped unless it is markup itself; lists are joined, `undefined` and `false` are nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlPart[]): Html {
  let markup = strings[0] ?? '';
  for (const [index, value] of values.entries()) markup += render(value) + (strings[index + 1] ?? '');
  return { markup };
}

function render(value: HtmlPart): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if (isList(value)) return value.map(render).join('');
  return value.markup;
}

function isList(value: HtmlPart): value is readonly HtmlPart[] {
  return Array.isArray(value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes a text for element content and for quoted attributes. */
export function escapeHtml(text: string): string {
  return plain(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** Control characters, and the marks that turn the reading direction around: an outlet's text must not disarrange the page. */
const UNRULY = /(?![\n\t\r])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu;

/** Text without unruly characters; the length stays, so that positions of evidence stay true. */
function plain(text: string): string {
  return text.replace(UNRULY, ' ');
}

/** Text from outside in a frame of its own direction: a Persian title must not turn the line around it. */
export function foreign(text: string, language?: string): Html {
  return language === undefined || language === 'und'
    ? html`<bdi dir="auto">${text}</bdi>`
    : html`<bdi dir="auto" lang="${language}">${text}</bdi>`;
}

/** An outside link that tells its host; anything but http(s) stays text. */
export function outsideLink(url: string, text: HtmlPart): Html {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['http:', 'https:'].includes(parsed.protocol)) return html`${text}`;
  return html`<a href="${parsed.href}" rel="noopener noreferrer nofollow" target="_blank">${text}</a> <span class="host">${parsed.host}</span>`;
}

/** `2026-11-21 14:05` in UTC, machine-readable. */
export function moment(at: string | number | undefined): Html {
  if (at === undefined) return html`<span class="faint">–</span>`;
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return html`${String(at)}`;
  const iso = date.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')}</time>`;
}

/** `5 min ago`, `in 2 h`: with the exact time for those who point at it. */
export function ago(at: string | number | undefined, now: number): Html {
  if (at === undefined) return html`<span class="faint">never</span>`;
  const date = new Date(at);
  const distance = now - date.getTime();
  if (Number.isNaN(distance)) return html`${String(at)}`;
  const iso = date.toISOString();
  const told = span(Math.abs(distance));
  return html`<time datetime="${iso}" title="${iso.slice(0, 19).replace('T', ' ')} UTC">${distance >= 0 ? `${told} ago` : `in ${told}`}</time>`;
}

/** `40 s`, `5 min`, `3 h`, `2 d`. */
export function span(ms: number): string {
  if (ms < 90_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 5_400_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} d`;
}
