import type { SubjectsFile } from '../config/schema/subjects.ts';
import { tokenize } from '../language/fold.ts';

export type SubjectKind = SubjectsFile['subjects'][string]['kind'];

/** Finds what an account is about, in any language. */
export interface Subjects {
  /** Names of the subjects in a text, sorted. */
  subjectsOf(text: string): readonly string[];
  kindOf(subject: string): SubjectKind | undefined;
}

interface Form {
  readonly subject: string;
  readonly words: readonly Word[];
}

interface Word {
  readonly text: string;
  readonly isStem: boolean;
}

/** Compiles `subjects.yaml`. A form's first word is the key, so that a text costs one look-up per beginning of each of its words. */
export function compileSubjects(file: SubjectsFile): Subjects {
  const wholeWords = new Map<string, Form[]>();
  const stems = new Map<string, Form[]>();
  for (const [subject, { forms }] of Object.entries(file.subjects)) {
    for (const pattern of Object.values(forms).flat()) {
      const words = pattern.split(/\s+/).flatMap(parseWord);
      const first = words[0];
      if (first === undefined) continue;
      const index = first.isStem ? stems : wholeWords;
      index.set(first.text, [...(index.get(first.text) ?? []), { subject, words }]);
    }
  }
  return {
    kindOf: (subject) => file.subjects[subject]?.kind,
    subjectsOf(text) {
      const tokens = tokenize(text).map((token) => token.text);
      const found = new Set<string>();
      for (const [index, token] of tokens.entries()) {
        for (const form of formsAt(token)) {
          if (!found.has(form.subject) && stands(form, tokens, index)) found.add(form.subject);
        }
      }
      return [...found].sort();
    },
  };

  function formsAt(token: string): Form[] {
    const forms = [...(wholeWords.get(token) ?? [])];
    for (let length = 1; length <= token.length; length++) forms.push(...(stems.get(token.slice(0, length)) ?? []));
    return forms;
  }
}

function parseWord(word: string): Word[] {
  const isStem = word.endsWith('*');
  return tokenize(word.replace(/^=/, '').replace(/\*$/, '')).map((token, index, all) => ({
    text: token.text,
    isStem: isStem && index === all.length - 1,
  }));
}

function stands(form: Form, tokens: readonly string[], at: number): boolean {
  return form.words.every((word, offset) => {
    const token = tokens[at + offset];
    return token !== undefined && (word.isStem ? token.startsWith(word.text) : token === word.text);
  });
}
