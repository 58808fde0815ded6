import { nameOfPlace } from '../../../words/headline.ts';
import { wordsOf } from '../../../words/words.ts';
import { explanation, marked } from '../evidence.ts';
import { foreign, type Html, html } from '../html.ts';
import { csrfField, select, table, type Visitor } from '../layout.ts';
import type { ConsoleReads, CueDraft, CueTrial, CueView } from '../ports.ts';
import { linesOf, numberOf, type Query, textOf } from '../query.ts';

const DAYS = 7;
const GROUPS = ['clash', 'ceasefire', 'negotiation', 'humanitarian'] as const;

/** What a form of this page asked for. */
export type LexiconAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'explained'; readonly title: string; readonly summary: string }
  | { readonly kind: 'tried'; readonly draft: CueDraft; readonly trial: CueTrial };

/** Paste a text and see what counts; write a cue and see what it would have done to the last days. */
export function lexiconPage(query: Query, answer: LexiconAnswer, reads: ConsoleReads, visitor: Visitor): Html {
  const language = textOf(query, 'language');
  const chosen = reads.languages().find((one) => one === language) ?? reads.languages()[0] ?? 'en';
  const cues = reads.cues(chosen);
  const draft = answer.kind === 'tried' ? answer.draft : draftOf(query, chosen, cues);
  const title = answer.kind === 'explained' ? answer.title : '';
  const summary = answer.kind === 'explained' ? answer.summary : '';
  return html`<div class="halves">
<section class="sheet" aria-labelledby="paste"><h2 id="paste">What does it make of a text?</h2>
<form method="post" action="/lexicon/explain">${csrfField(visitor)}<div class="fields">
<label>Headline<textarea name="title" rows="2" dir="auto" required maxlength="1000">${title}</textarea></label>
<label>Summary<textarea name="summary" rows="3" dir="auto" maxlength="3000">${summary}</textarea></label></div>
<button>Explain</button></form></section>
<section class="sheet" aria-labelledby="try"><h2 id="try">What would a cue have done?</h2>
<form method="get" action="/lexicon" class="row">${select(
    'language',
    'Language',
    reads.languages().map((one): [string, string] => [one, one]),
    chosen,
  )}
${select('cue', 'Start from', [['', 'a new cue'], ...cues.map((cue): [string, string] => [`${cue.group}/${cue.id}`, `${cue.group}/${cue.id}`])], textOf(query, 'cue'))}<button class="quiet">Load</button></form>
${draftForm(draft, visitor)}</section>
</div>
${answer.kind === 'explained' && explainedSection(answer.title, answer.summary, reads)}
${answer.kind === 'tried' && trialSection(answer.trial)}`;
}

/** The cue that a form describes. */
export function draftOfForm(form: Query): CueDraft {
  return {
    language: textOf(form, 'language') ?? '',
    group: textOf(form, 'group') ?? '',
    id: textOf(form, 'id') ?? '',
    weight: numberOf(form, 'weight', 3, 0, 10),
    any: linesOf(form, 'any'),
    except: linesOf(form, 'except'),
  };
}

function draftOf(query: Query, language: string, cues: readonly CueView[]): CueDraft {
  const wanted = textOf(query, 'cue');
  const cue = cues.find((one) => `${one.group}/${one.id}` === wanted);
  return cue === undefined
    ? { language, group: 'clash', id: '', weight: 3, any: [], except: [] }
    : { language, ...cue };
}

function draftForm(draft: CueDraft, visitor: Visitor): Html {
  const groups = [...new Set([...GROUPS, draft.group])].filter((group) => group !== '');
  return html`<form method="post" action="/lexicon/try">${csrfField(visitor)}<input type="hidden" name="language" value="${draft.language}"><div class="fields">
<div class="row"><label>Group<input name="group" list="groups" value="${draft.group}" required size="13"></label><datalist id="groups">${groups.map((group) => html`<option value="${group}">`)}</datalist>
<label>Name<input name="id" value="${draft.id}" required pattern="[a-z][A-Za-z0-9\\-]*" size="14"></label>
<label>Weight<input name="weight" type="number" min="0" max="10" step="0.5" value="${draft.weight}"></label>
<label>Days back<input name="days" type="number" min="1" max="30" value="${DAYS}"></label></div>
<label><span>Patterns of ${draft.language}, one a line: <code>stem*</code>, <code>=exact</code>, <code>two words</code>, <code>a ..3 b</code></span><textarea name="any" rows="5" dir="auto" required>${draft.any.join('\n')}</textarea></label>
<label>Except, one a line<textarea name="except" rows="2" dir="auto">${draft.except.join('\n')}</textarea></label></div>
<button>Back-test</button> <span class="faint">Nothing is saved and nothing goes live.</span></form>`;
}

function explainedSection(title: string, summary: string, reads: ConsoleReads): Html {
  const explained = reads.explain({ title, summary });
  const { classification, language } = explained;
  return html`<section class="sheet" id="answer" aria-labelledby="answer-heading"><h2 id="answer-heading">The answer</h2>
${marked(title, 'title', classification, language)}${summary !== '' && marked(summary, 'summary', classification, language)}
${explanation(explained, (id) => nameOfPlace(id, reads.names(), wordsOf('en')))}</section>`;
}

function trialSection(trial: CueTrial): Html {
  if (trial.kind === 'invalid')
    return html`<div class="notice bad" id="answer" role="alert"><p><b>The cue cannot be used:</b></p><ul>${trial.problems.map((problem) => html`<li>${problem}</li>`)}</ul></div>`;
  const { counts } = trial;
  return html`<section id="answer" aria-labelledby="answer-heading"><div class="sheet"><h2 id="answer-heading">On ${trial.items} items of the last ${trial.days} days it adds ${counts['adds'] ?? 0}, drops ${counts['drops'] ?? 0}, changes ${counts['changes'] ?? 0}</h2>
<p class="faint">Into review ${counts['toReview'] ?? 0}, out of review ${counts['fromReview'] ?? 0}.</p>
${trial.brokenSamples.length > 0 && html`<div class="notice bad"><p><b>It breaks samples, and would be refused:</b></p><ul>${trial.brokenSamples.map((one) => html`<li>${foreign(one)}</li>`)}</ul></div>`}
${trial.warnings.length > 0 && html`<div class="notice warn"><ul>${trial.warnings.map((one) => html`<li>${foreign(one)}</li>`)}</ul></div>`}
<p>To keep it, put this into the lexicon file; <code>check</code> reads it, the running service takes it by itself:</p><pre tabindex="0" aria-label="The cue as YAML">${trial.yaml}</pre></div>
${
  trial.rows.length > 0 &&
  table(
    'What changes',
    ['effect', 'title', 'before', 'after', 'evidence'],
    trial.rows.map((row) => [
      html`<span class="effect-${row.effect}">${row.effect}</span>`,
      html`<div class="title-cell"><a href="/items/${encodeURIComponent(row.id)}">${foreign(row.title, row.language)}</a></div>`,
      row.before,
      row.after,
      html`${row.gained.map((one) => html`<span class="good">+ <bdi>${one}</bdi></span><br>`)}${row.lost.map((one) => html`<span class="bad">− <bdi>${one}</bdi></span><br>`)}`,
    ]),
  )
}</section>`;
}
