import { fold } from '../language/fold.ts';

/** True when a folded word is one of the listed forms. */
export type WordTest = (word: string | undefined) => boolean;

/** Compiles forms of a grammar: `word`, `stem*`, `*ending`, `*inside*`; folded as texts are. No forms, no word. */
export function wordTest(forms: readonly string[] = []): WordTest {
  if (forms.length === 0) return () => false;
  const sources = forms.map(sourceOf);
  const expression = new RegExp(sources.join('|'), 'u');
  return (word) => word !== undefined && expression.test(word);
}

function sourceOf(form: string): string {
  if (form === '*') return '^';
  const isEnding = form.startsWith('*');
  const isStem = form.endsWith('*');
  const body = fold(form.slice(isEnding ? 1 : 0, isStem ? -1 : undefined));
  return `${isEnding ? '' : '^'}${body}${isStem ? '' : '$'}`;
}
