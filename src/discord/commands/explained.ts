import { nameOfPlace } from '../../words/headline.ts';
import { partyName } from '../../words/naming.ts';
import { fill } from '../../words/words.ts';
import { plainText, safeText } from '../render/safe-text.ts';
import { type Ask, type Desk, speech } from './ask.ts';
import type { Explained } from './ports.ts';

const CUES_SHOWN = 8;

/** What the monitor makes of a text, in the reader's words: language, label, decision, evidence, places, who accuses and who denies. */
export function explainedLines(explained: Explained, ask: Ask, desk: Desk): readonly string[] {
  const { words, say } = speech(ask);
  if (explained.kind === 'unseen') return [safeText(say.nothing, 100)];
  const { text, marks } = words;
  const names = desk.names();
  const line = (name: string, value: string) =>
    `**${plainText(name, 60)}${marks.colon.trimEnd()}** ${safeText(value, 250)}`;
  const share = (value: number) => words.number(Math.round(value * 100) / 100);
  const { kept, language, label, score, decision, reason, cues, places, accusations, deniers } = explained;
  const party = (code: string) => partyName(code, names, ask.language);
  const claims = [
    ...accusations.map(([accuser, accused]) =>
      fill(text.headline.accuses, { accuser: party(accuser), accused: party(accused) }, ask.language),
    ),
    ...deniers.map((denier) => fill(text.headline.denies, { party: party(denier) }, ask.language)),
  ];
  return [
    `**${plainText(say.decision[decision], 120)}**`,
    // Reasons of the machinery are in English, as the operators read them.
    ...(kept === undefined ? [] : [`📥 ${safeText(`${kept.outcome}${marks.colon}${kept.reason}`, 250)}`]),
    line(say.option.language, `${words.languageName(language.tag)} · ${share(language.confidence)}`),
    line(say.option.label, `${label === 'other' ? '—' : text.label[label]} · ${share(score)}`),
    `-# ${safeText(`${decision}, ${reason}`, 250)}`,
    ...(cues.length === 0 ? [] : [`**${plainText(say.review.evidence, 60)}**`]),
    ...cues
      .slice(0, CUES_SHOWN)
      .map((cue) => `• ${safeText(`«${cue.text}» · ${cue.cue} · ${share(cue.effective)}`, 200)}`),
    ...(places.length === 0
      ? []
      : [line(say.option.place, words.list(places.map((place) => nameOfPlace(place, names, words))))]),
    ...claims.map((claim) => safeText(claim, 250)),
  ];
}
