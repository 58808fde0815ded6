import type { Words } from '../../words/words.ts';

/** How a preview shows times: the reader's language and zone, and the moment that counts as now. */
export interface PreviewClock {
  readonly words: Words;
  /** IANA zone. */
  readonly zone: string;
  /** ISO 8601 UTC. */
  readonly now: string;
}

/** Discord's Markdown, as far as this bot writes it, as HTML. Source: docs.discord.com, Message Formatting. */
export function markdownToHtml(markdown: string, clock: PreviewClock): string {
  return markdown
    .split('\n')
    .map((line) => `<div class="line">${inline(line, clock) || '<br>'}</div>`)
    .join('');
}

const TOKENS =
  /\\([\\*_~`|<>[\]#+-])|<t:(-?\d+):([a-zA-Z])>|<@&(\d+)>|<#(\d+)>|`([^`]+)`|\[((?:\\.|[^\]])*)\]\(([^)]+)\)|(\*\*|~~|\*)/g;
const TAGS: Readonly<Record<string, string>> = { '**': 'strong', '~~': 's', '*': 'em' };

function inline(text: string, clock: PreviewClock): string {
  const open: string[] = [];
  let html = '';
  let last = 0;
  for (const match of text.matchAll(TOKENS)) {
    html += escapeHtml(text.slice(last, match.index));
    last = match.index + match[0].length;
    html += tokenHtml(match, clock, open);
  }
  html += escapeHtml(text.slice(last));
  return (
    html +
    open
      .reverse()
      .map((mark) => `</${TAGS[mark] ?? 'span'}>`)
      .join('')
  );
}

function tokenHtml(match: RegExpExecArray, clock: PreviewClock, open: string[]): string {
  const [, escaped, seconds, style, role, channel, code, label, href, mark] = match;
  if (escaped !== undefined) return escapeHtml(escaped);
  if (seconds !== undefined) return `<time>${escapeHtml(momentText(Number(seconds), style ?? 'f', clock))}</time>`;
  if (role !== undefined) return '<span class="mention">@role</span>';
  if (channel !== undefined) return '<span class="mention">#alerts</span>';
  if (code !== undefined) return `<code>${escapeHtml(code)}</code>`;
  if (href !== undefined) return `<a href="${escapeHtml(href)}" rel="noreferrer">${inline(label ?? '', clock)}</a>`;
  const name = mark ?? '';
  if (open.at(-1) !== name) {
    open.push(name);
    return `<${TAGS[name] ?? 'span'}>`;
  }
  open.pop();
  return `</${TAGS[name] ?? 'span'}>`;
}

function momentText(seconds: number, style: string, { words, zone, now }: PreviewClock): string {
  const iso = new Date(seconds * 1000).toISOString();
  if (style === 'D') return words.date(iso, zone);
  if (style === 't') return words.time(iso, zone);
  if (style !== 'R') return words.dateTime(iso, zone);
  const minutes = Math.round((seconds * 1000 - Date.parse(now)) / 60_000);
  const relative = new Intl.RelativeTimeFormat(words.language, { numeric: 'auto' });
  return Math.abs(minutes) < 90
    ? relative.format(minutes, 'minute')
    : relative.format(Math.round(minutes / 60), 'hour');
}

/** Text that cannot end its place in an HTML page. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
