import type { Classification, CueEvidence, Field } from '../../domain/classification.ts';
import { type Html, html } from './html.ts';
import { table } from './layout.ts';
import type { Explained } from './ports.ts';

/** A text with its cues marked where they stand; a cue that a rule took away is struck through. */
export function marked(text: string, field: Field, classification: Classification, language: string): Html {
  const cues = classification.evidence
    .filter((one): one is CueEvidence => one.kind === 'cue' && one.field === field)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const parts: Html[] = [];
  let at = 0;
  for (const cue of cues) {
    if (cue.start < at || cue.end > text.length) continue;
    const name = `${cue.cue}, weight ${cue.weight}, counted ${Math.round(cue.effective * 100) / 100}`;
    parts.push(
      html`${text.slice(at, cue.start)}<mark${cue.effective === 0 && html` class="off"`} title="${name}">${text.slice(cue.start, cue.end)}</mark>`,
    );
    at = cue.end;
  }
  parts.push(html`${text.slice(at)}`);
  return html`<p class="text" dir="auto"${language !== 'und' && html` lang="${language}"`}>${parts}</p>`;
}

/** Why an answer is what it is: label, score, decision, cues, rules, what was extracted. */
export function explanation(explained: Explained, placeName: (id: string) => string): Html {
  const { classification, extraction } = explained;
  const { runnerUp } = classification;
  const cues = classification.evidence.filter((one) => one.kind === 'cue');
  const rules = classification.evidence.filter((one) => one.kind === 'rule');
  const facts: readonly (readonly [string, string])[] = [
    ['Places', extraction.places.map(placeName).join(', ')],
    ['Venues', extraction.venues.map(placeName).join(', ')],
    ['Accusations', extraction.accusations.map(([accuser, accused]) => `${accuser} accuses ${accused}`).join(', ')],
    ['Denied by', extraction.deniers.join(', ')],
    [
      'Casualties',
      extraction.casualties
        .map(
          (one) =>
            `${one.side} ${one.kind} ${one.low}${one.high === undefined ? ' or more' : one.high === one.low ? '' : `–${one.high}`}`,
        )
        .join(', '),
    ],
    ['Weapons', extraction.weapons.join(', ')],
    ['Truce', extraction.ceasefireState ?? ''],
    ['Talks', extraction.talksStage ?? ''],
    [
      'Claims',
      extraction.claims
        .map((one) => `${one.speaker.name ?? one.speaker.party ?? 'nobody named'} ${one.kind}`)
        .join('; '),
    ],
  ];
  return html`<dl class="facts">
<dt>Language</dt><dd>${explained.language}, confidence ${explained.languageConfidence.toFixed(2)}</dd>
<dt>Label</dt><dd><b>${classification.label}</b>${classification.labels2.length > 0 && ` (also ${classification.labels2.join(', ')})`}, score <span class="num">${classification.score.toFixed(2)}</span>${runnerUp !== undefined && `, runner-up ${runnerUp.label} ${runnerUp.score.toFixed(2)}`}</dd>
<dt>Decision</dt><dd>${decisionBadge(classification.decision)} ${classification.reason}</dd>
${facts.filter(([, value]) => value !== '').map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
<dt>Lexicon</dt><dd class="mono">${classification.lexiconVersion}</dd>
</dl>
${
  cues.length > 0 &&
  html`<h2 class="spaced">Cues</h2>${table(
    'Cues',
    ['field', 'words', 'cue', 'weight', 'after rules'],
    cues.map((cue) => [
      cue.field,
      html`<bdi dir="auto">${cue.text}</bdi>`,
      html`<code>${cue.cue}</code>`,
      cue.weight,
      Math.round(cue.effective * 100) / 100,
    ]),
  )}`
}
${rules.length > 0 && html`<h2>Rules</h2><ul class="plain">${rules.map((one) => html`<li><code>${one.rule}</code> ${one.effect}</li>`)}</ul>`}`;
}

const TONES: Readonly<Record<string, string>> = { alert: 'good', review: 'warn', setAside: 'bad' };

/** A decision or outcome as a word with its tone. */
export function decisionBadge(decision: string): Html {
  return html`<span class="badge ${TONES[decision] ?? 'faint'}">${decision}</span>`;
}
