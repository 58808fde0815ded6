import type { ActionRow, Embed, MessageBody } from '../message-body.ts';
import { escapeHtml, markdownToHtml, type PreviewClock } from './markdown.ts';

/** One message as Discord would show it: author line, content, embeds, buttons. `postedAt`: ISO 8601 UTC. */
export function messageHtml(body: MessageBody, clock: PreviewClock, postedAt: string): string {
  const reply = body.message_reference === undefined ? '' : '<div class="reply">↱ <b>Ceasefire Monitor</b> …</div>';
  const content = body.content === undefined ? '' : `<div class="content">${markdownToHtml(body.content, clock)}</div>`;
  const embeds = (body.embeds ?? []).map((embed) => embedHtml(embed, clock)).join('');
  const rows = (body.components ?? []).map(rowHtml).join('');
  const time = escapeHtml(clock.words.time(postedAt, clock.zone));
  return `<article class="message">
<div class="avatar" aria-hidden="true">CM</div>
<div class="body">${reply}<header><b>Ceasefire Monitor</b> <span class="tag">APP</span> <time>${time}</time></header>
${content}${embeds}${rows}</div></article>`;
}

function embedHtml(embed: Embed, clock: PreviewClock): string {
  const colour = `#${(embed.color ?? 0x6b7280).toString(16).padStart(6, '0')}`;
  const parts = [
    embed.author === undefined ? '' : `<div class="author">${escapeHtml(embed.author.name)}</div>`,
    embed.title === undefined ? '' : `<div class="title">${markdownToHtml(embed.title, clock)}</div>`,
    embed.description === undefined ? '' : `<div class="description">${markdownToHtml(embed.description, clock)}</div>`,
    fieldsHtml(embed, clock),
    footerHtml(embed, clock),
  ];
  return `<div class="embed" style="border-inline-start-color:${colour}" dir="${clock.words.direction}">${parts.join('')}</div>`;
}

function fieldsHtml(embed: Embed, clock: PreviewClock): string {
  const fields = (embed.fields ?? []).map(
    (field) =>
      `<div class="field${field.inline === true ? ' inline' : ''}"><div class="name">${markdownToHtml(field.name, clock)}</div>${markdownToHtml(field.value, clock)}</div>`,
  );
  return fields.length === 0 ? '' : `<div class="fields">${fields.join('')}</div>`;
}

function footerHtml(embed: Embed, clock: PreviewClock): string {
  const parts = [
    ...(embed.footer === undefined ? [] : [escapeHtml(embed.footer.text)]),
    ...(embed.timestamp === undefined ? [] : [escapeHtml(clock.words.dateTime(embed.timestamp, clock.zone))]),
  ];
  return parts.length === 0 ? '' : `<div class="footer">${parts.join(' • ')}</div>`;
}

function rowHtml(row: ActionRow): string {
  const buttons = row.components.map((part) => {
    if (part.type !== 2) return '';
    const kind = part.style === 4 ? ' danger' : part.style === 5 ? ' link' : '';
    const sign = part.style === 5 ? ' <span aria-hidden="true">↗</span>' : '';
    return `<span class="button${kind}">${escapeHtml(part.label)}${sign}</span>`;
  });
  return `<div class="row">${buttons.join('')}</div>`;
}
