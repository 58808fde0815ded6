import type { CueEvidence } from '../domain/classification.ts';
import type { Understood } from '../understanding.ts';
import type { CommandIo } from './io.ts';
import { paint, tableLines } from './table.ts';

/** What the monitor makes of a text, for people: language, label, evidence marked in the text, rules, what was extracted. */
export function explainLines(
  title: string,
  summary: string,
  understood: Understood,
  placeName: (id: string) => string,
  io: CommandIo,
): string[] {
  const { language, classification, extraction } = understood;
  const heading = (text: string) => paint(io, 'bold', text);
  const runnerUp = classification.runnerUp;
  const decisionColour =
    classification.decision === 'alert' ? 'green' : classification.decision === 'review' ? 'yellow' : 'gray';
  const cues = classification.evidence.filter((one) => one.kind === 'cue');
  const rules = classification.evidence.filter((one) => one.kind === 'rule');
  const lines = [
    `${heading('Text')}      ${markCues(
      title,
      cues.filter((one) => one.field === 'title'),
      io,
    )}`,
    ...(summary === ''
      ? []
      : [
          `          ${markCues(
            summary,
            cues.filter((one) => one.field === 'summary'),
            io,
          )}`,
        ]),
    `${heading('Language')}  ${language.language}, confidence ${language.confidence.toFixed(2)}, script ${language.script}`,
    `${heading('Label')}     ${classification.label}${classification.labels2.length > 0 ? ` (also ${classification.labels2.join(', ')})` : ''}, score ${classification.score.toFixed(2)}` +
      (runnerUp === undefined ? '' : `, runner-up ${runnerUp.label} ${runnerUp.score.toFixed(2)}`),
    `${heading('Decision')}  ${paint(io, decisionColour, classification.decision)}: ${classification.reason}`,
  ];
  if (cues.length > 0) {
    lines.push('', heading('Cues'));
    lines.push(
      ...tableLines(
        ['field', 'words', 'cue', 'weight', 'after rules'],
        cues.map((one) => [
          one.field,
          tame(one.text),
          one.cue,
          String(one.weight),
          String(Math.round(one.effective * 100) / 100),
        ]),
      ),
    );
  }
  if (rules.length > 0) {
    lines.push('', heading('Rules'));
    lines.push(...rules.map((one) => `${one.rule}: ${one.effect}`));
  }
  const facts: [string, string][] = [
    ['places', extraction.places.map(placeName).join(', ')],
    ['venues', extraction.venues.map(placeName).join(', ')],
    ['mediators', extraction.mediators.join(', ')],
    ['accusations', extraction.accusations.map(([accuser, accused]) => `${accuser} accuses ${accused}`).join(', ')],
    ['deniers', extraction.deniers.join(', ')],
    [
      'casualties',
      extraction.casualties
        .map(
          (one) =>
            `${one.side} ${one.kind} ${one.low}${one.high === undefined ? ' or more' : one.high === one.low ? '' : `–${one.high}`}${one.civilian ? ' civilian' : ''}`,
        )
        .join(', '),
    ],
    ['weapons', extraction.weapons.join(', ')],
    ['truce', extraction.ceasefireState ?? ''],
    ['talks', extraction.talksStage ?? ''],
    [
      'claims',
      extraction.claims
        .map((one) => `${tame(one.speaker.name ?? one.speaker.party ?? 'nobody named')} ${one.kind}`)
        .join('; '),
    ],
  ];
  const said = facts.filter(([, value]) => value !== '');
  if (said.length > 0)
    lines.push('', heading('Extracted'), ...said.map(([name, value]) => `${name.padEnd(11)} ${value}`));
  lines.push('', paint(io, 'gray', `lexicon version ${classification.lexiconVersion}`));
  return lines;
}

/** A text must not steer the terminal that shows it. As long as before, so that evidence stands where it is marked. */
function tame(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, ' ');
}

/** Marks the words that counted; a hit that a rule took away stays plain. */
function markCues(raw: string, cues: readonly CueEvidence[], io: CommandIo): string {
  const text = tame(raw);
  let out = '';
  let at = 0;
  for (const cue of [...cues].filter((one) => one.effective !== 0).sort((a, b) => a.start - b.start)) {
    if (cue.start < at) continue;
    const words = text.slice(cue.start, cue.end);
    out += text.slice(at, cue.start) + (io.isTerminal ? paint(io, ['bold', 'underline'], words) : `[${words}]`);
    at = cue.end;
  }
  return out + text.slice(at);
}
