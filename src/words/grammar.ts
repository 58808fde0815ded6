import type { Language } from '../domain/language.ts';

/** The part a party's name plays in a sentence: who does it, or to whom it is done. */
export type Role = 'subject' | 'object';

/**
 * A party's name as the language needs it in that part; names of countries and short names of organisations only.
 * A name the rules do not fit comes back as it is.
 */
export function bendName(name: string, role: Role, language: Language): string {
  switch (language) {
    case 'hy':
      return armenian(name, role);
    case 'az':
      return role === 'subject' ? name : azerbaijani(name);
    case 'ru':
      return role === 'subject' ? name : russian(name);
    case 'tr':
      return role === 'subject' ? name : turkish(name);
    case 'ka':
      return role === 'subject' ? name : georgian(name);
    case 'fa':
      return role === 'subject' ? name : `${name} را`;
    case 'fr':
      return french(name);
    case 'en':
      return english(name);
    default:
      return language satisfies never;
  }
}

const isShortName = (name: string): boolean => /^\p{Lu}{2,}$/u.test(name);

function armenian(name: string, role: Role): string {
  if (isShortName(name)) return role === 'subject' ? `${name}-ը` : `${name}-ին`;
  const endsInVowel = /[աեէըիոօ]$|ու$/u.test(name);
  if (role === 'subject') return endsInVowel ? `${name}ն` : `${name}ը`;
  return /[աո]$/u.test(name) ? `${name}յին` : `${name}ին`;
}

function azerbaijani(name: string): string {
  const vowel = harmony(name, { a: 'ı', ı: 'ı', o: 'u', u: 'u', e: 'i', ə: 'i', i: 'i', ö: 'ü', ü: 'ü' });
  if (isShortName(name)) return `${name}-ni`;
  if (vowel === undefined) return name;
  return /[aıoueəiöü]$/u.test(name) ? `${name}n${vowel}` : `${name}${vowel}`;
}

function turkish(name: string): string {
  const vowel = harmony(name, { a: 'ı', ı: 'ı', o: 'u', u: 'u', e: 'i', i: 'i', ö: 'ü', ü: 'ü' });
  if (isShortName(name)) return `${name}'yi`;
  if (vowel === undefined) return name;
  return /[aıoueiöü]$/u.test(name) ? `${name}'y${vowel}` : `${name}'${vowel}`;
}

function harmony(name: string, table: Readonly<Record<string, string>>): string | undefined {
  for (const letter of Array.from(name).reverse()) if (Object.hasOwn(table, letter)) return table[letter];
  return undefined;
}

function russian(name: string): string {
  // Names of several words decline word by word; left alone they still read well after a verb.
  if (name.includes(' ') || isShortName(name)) return name;
  if (name.endsWith('я')) return `${name.slice(0, -1)}ю`;
  return name.endsWith('а') ? `${name.slice(0, -1)}у` : name;
}

function georgian(name: string): string {
  if (name.endsWith('ი')) return `${name.slice(0, -1)}ს`;
  return /[აეოუ]$/u.test(name) ? `${name}ს` : `${name}-ს`;
}

function french(name: string): string {
  if (/^(?:les?|la|l[’'])\b/iu.test(name)) return name;
  if (/^[aàâeéèêiîoôuy]/iu.test(name) && !/s$/u.test(name)) return `l’${name}`;
  if (/s$/u.test(name) && !isShortName(name)) return `les ${name}`;
  if (isShortName(name)) return `le ${name}`;
  return /e$/u.test(name) ? `la ${name}` : `le ${name}`;
}

function english(name: string): string {
  return isShortName(name) || /^(?:United|European) /.test(name) ? `the ${name}` : name;
}
