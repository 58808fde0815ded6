const TO_CYRILLIC = new Map(pairs('aceopxyk', 'асеорхук'));
const TO_LATIN = new Map(pairs('асеорхук', 'aceopxyk'));
const TO_ARMENIAN = new Map(pairs('honus', 'հօոստ'));

/**
 * One folded word typed in two alphabets (`Aзербайджан` with a Latin A, `hոսպիտալ` with a Latin h), rewritten with the look-alikes of the
 * alphabet that most of its letters are in; unchanged where a letter has no look-alike.
 */
export function repairMixedScript(word: string): string {
  let latin = 0;
  let cyrillic = 0;
  let armenian = 0;
  for (const letter of word) {
    if (letter >= 'a' && letter <= 'z') latin++;
    else if (letter >= 'а' && letter <= 'ӿ') cyrillic++;
    else if (letter >= 'ա' && letter <= 'և') armenian++;
  }
  if (armenian > latin) return rewrite(word, TO_ARMENIAN, /[a-z]/);
  if (cyrillic > 0 && latin > cyrillic) return rewrite(word, TO_LATIN, /[а-ӿ]/);
  return cyrillic > 0 ? rewrite(word, TO_CYRILLIC, /[a-z]/) : word;
}

function rewrite(word: string, lookAlikes: ReadonlyMap<string, string>, foreign: RegExp): string {
  const rewritten = Array.from(word)
    .map((letter) => lookAlikes.get(letter) ?? letter)
    .join('');
  return foreign.test(rewritten) ? word : rewritten;
}

function pairs(from: string, to: string): [string, string][] {
  return Array.from(from).map((letter, index) => [letter, to.charAt(index)]);
}
