import type { Language } from '../domain/language.ts';
import type { CommandWords } from './command-catalogue.ts';
import { az } from './commands/az.ts';
import { en } from './commands/en.ts';
import { fa } from './commands/fa.ts';
import { fr } from './commands/fr.ts';
import { hy } from './commands/hy.ts';
import { ka } from './commands/ka.ts';
import { ru } from './commands/ru.ts';
import { tr } from './commands/tr.ts';

/** The command catalogues, one a language. */
export const COMMAND_WORDS: Readonly<Record<Language, CommandWords>> = { hy, az, ru, en, tr, ka, fa, fr };
