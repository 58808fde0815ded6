import type { Incident } from '../../domain/incident.ts';
import { LANGUAGES, type Language } from '../../domain/language.ts';
import { SAMPLE_INCIDENTS } from '../../words/sample-incidents.ts';
import { SAMPLE_NAMES } from '../../words/sample-names.ts';
import { wordsOf } from '../../words/words.ts';
import { renderAlert } from '../render/alert.ts';
import { renderChange } from '../render/change.ts';
import { renderDigest } from '../render/digest.ts';
import type { PreviewClock } from './markdown.ts';
import { messageHtml } from './message.ts';
import { PREVIEW_STYLE } from './style.ts';

const ZONE = 'Asia/Yerevan';
const NOW = '2026-11-21T11:06:00.000Z';

/** Pictures beside the page, by language: addresses relative to it, with a description for screen readers. */
export type GalleryPictures = Readonly<
  Partial<Record<Language, readonly { readonly file: string; readonly description: string }[]>>
>;

/** All samples in all languages, in the dark, the light and the narrow view, as one HTML page without scripts or outside addresses. */
export function galleryPage(pictures: GalleryPictures = {}): string {
  const contents = LANGUAGES.map((language) => `<a href="#${language}">${wordsOf(language).text.endonym}</a>`).join('');
  return page(
    `<div class="top"><h1>Ceasefire Monitor: alerts in eight languages</h1>
<p>Invented incidents and outlets, rendered by the code that renders real alerts, in views that resemble Discord's. Check: does the first line alone tell the fact? Do both sides have the same room? Is everything readable without colour?</p><nav>${contents}</nav></div>
${LANGUAGES.map((language) => languageSection(language, pictures[language] ?? [])).join('\n')}`,
  );
}

/** One alert in the dark and the light view, for the project's front page. */
export function alertPicturePage(language: Language = 'en'): string {
  const clock = clockOf(language);
  const message = alertHtml(sample('confirmed'), clock);
  return page(
    `<section><div class="views" style="grid-template-columns:1fr 1fr">${view('dark', message)}${view('light', message)}</div></section>`,
  );
}

function languageSection(language: Language, pictures: NonNullable<GalleryPictures[Language]>): string {
  const clock = clockOf(language);
  const messages = messagesOf(language, clock);
  return `<section id="${language}" lang="${language}"><h2>${clock.words.text.endonym}</h2>
<div class="views">${view('dark', messages)}${view('light', messages)}${view('dark mobile', messages)}</div>
<div class="pictures">${pictures.map(({ file, description }) => `<img src="${file}" alt="${description}" width="400" loading="lazy">`).join('')}</div></section>`;
}

function messagesOf(language: Language, clock: PreviewClock): string {
  const incidents = Object.values(SAMPLE_INCIDENTS);
  const confirmed = sample('confirmed');
  const options = { language, names: SAMPLE_NAMES };
  const update = renderChange(confirmed, confirmed.history, {
    ...options,
    replyTo: '1',
    marker: `update ${confirmed.id} r4`,
  });
  const digest = renderDigest(incidents.slice(0, 4), { ...options, kind: 'late', marker: 'digest' });
  return [
    ...incidents.map((incident) => alertHtml(incident, clock)),
    messageHtml(update, clock, confirmed.updatedAt),
    messageHtml(digest, clock, confirmed.updatedAt),
  ].join('\n');
}

function alertHtml(incident: Incident, clock: PreviewClock): string {
  const body = renderAlert(incident, {
    language: clock.words.language,
    names: SAMPLE_NAMES,
    changes: incident.history,
  });
  return messageHtml(body, clock, incident.updatedAt);
}

function view(theme: string, messages: string): string {
  return `<div class="view ${theme}"><div class="channel"># ceasefire-alerts</div>${messages}</div>`;
}

function sample(name: string): Incident {
  const incident = SAMPLE_INCIDENTS[name];
  if (incident === undefined) throw new Error(`there is no sample incident ${name}`);
  return incident;
}

function clockOf(language: Language): PreviewClock {
  return { words: wordsOf(language), zone: ZONE, now: NOW };
}

function page(content: string): string {
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Ceasefire Monitor: gallery</title><style>${PREVIEW_STYLE}</style>
<body>${content}</body></html>
`;
}
