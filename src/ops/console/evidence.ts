import type { Classification, CueEvidence, Field } from '../../domain/classification.ts';
import { type Html, html } from './html.ts';
import { table } from './layout.ts';
import type { Explained } from './ports.ts';

/** A text with its cues marked where they stand; those that only guide the reading are underlined with dots. */
export function marked(text: string, field: Field, classification: Classification, language: string): Html {
  const parts: Html[] = [];
  let at = 0;
  for (const cue of apart(cuesOf(classification).filter((one) => one.field === field && one.end <= text.length))) {
    const name = `${cue.cue}, weight ${cue.weight}, counted ${rounded(cue.effective)}`;
    parts.push(
      html`${text.slice(at, cue.start)}<mark${cue.effective === 0 && html` class="off"`} title="${name}">${text.slice(cue.start, cue.end)}</mark>`,
    );
    at = cue.end;
  }
  parts.push(html`${text.slice(at)}`);
  return html`<p class="text" dir="auto"${language !== 'und' && html` lang="${language}"`}>${parts}</p>`;
}

function cuesOf(classification: Classification): CueEvidence[] {
  return classification.evidence.filter((one) => one.kind === 'cue');
}

/** Cues that do not overlap, in reading order: what counted goes before what did not, longer before shorter. */
function apart(cues: readonly CueEvidence[]): CueEvidence[] {
  const kept: CueEvidence[] = [];
  const byWorth = [...cues].sort(
    (a, b) => Number(b.effective !== 0) - Number(a.effective !== 0) || b.end - b.start - (a.end - a.start),
  );
  for (const cue of byWorth)
    if (kept.every((other) => cue.end <= other.start || cue.start >= other.end)) kept.push(cue);
  return kept.sort((a, b) => a.start - b.start);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function cueTable(caption: string, cues: readonly CueEvidence[]): Html {
  return table(
    caption,
    ['field', 'words', 'cue', 'weight', 'after rules'],
    cues.map((cue) => [
      cue.field,
      html`<bdi dir="auto">${cue.text}</bdi>`,
      html`<code>${cue.cue}</code>`,
      cue.weight,
      rounded(cue.effective),
    ]),
  );
}

/** Why an answer is what it is: label, score, decision, cues, rules, what was extracted. */
export function explanation(explained: Explained, placeName: (id: string) => string): Html {
  const { classification, extraction } = explained;
  const { runnerUp } = classification;
  const cues = cuesOf(classification);
  const counted = cues.filter((one) => one.effective !== 0);
  const guiding = cues.filter((one) => one.effective === 0);
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
${counted.length > 0 && html`<h2 class="spaced">Cues that counted</h2>${cueTable('Cues that counted', counted)}`}
${guiding.length > 0 && html`<details><summary>${guiding.length} words that brought no points: they guide the reading, or a rule took their points away</summary>${cueTable('Cues without points', guiding)}</details>`}
${rules.length > 0 && html`<h2 class="spaced">Rules</h2><ul class="plain">${rules.map((one) => html`<li><code>${one.rule}</code> ${one.effect}</li>`)}</ul>`}`;
}

const TONES: Readonly<Record<string, string>> = { alert: 'good', review: 'warn', setAside: 'bad' };

/** A decision or outcome as a word with its tone. */
export function decisionBadge(decision: string): Html {
  return html`<span class="badge ${TONES[decision] ?? 'faint'}">${decision}</span>`;
}
