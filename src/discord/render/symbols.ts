import type { RelevantLabel } from '../../domain/classification.ts';
import type { Severity } from '../../domain/incident.ts';

/** One sign a label; a word always stands beside it. */
export const LABEL_SYMBOL: Readonly<Record<RelevantLabel, string>> = {
  clash: '⚔️',
  ceasefire: '🕊️',
  negotiation: '🤝',
  humanitarian: '⛑️',
};

/** One sign a severity; a word and a number always stand beside it. */
export const SEVERITY_SYMBOL: Readonly<Record<Severity, string>> = { 0: '⚪', 1: '🔵', 2: '🟡', 3: '🟠', 4: '🔴' };

/** Colour of the card's edge, dark enough to see on white, bright enough on black. */
export const SEVERITY_COLOUR: Readonly<Record<Severity, number>> = {
  0: 0x87909c,
  1: 0x3b82c4,
  2: 0xd9a521,
  3: 0xe0701b,
  4: 0xc8303c,
};

/** Edge of a card that was taken back. */
export const TAKEN_BACK_COLOUR = 0x6b7280;
