import type { Account } from './account.ts';
import type { Candidate } from './candidate.ts';
import type { IncidentContext } from './context.ts';
import { hasSameNumbers, similarity } from './fingerprint.ts';
import { publishedMs } from './times.ts';

/** The most similar text of an incident in the report's language. */
export interface TextMatch {
  readonly itemId: string;
  readonly similarity: number;
  /** A copy or reprint: nearly the same words, the same numbers, within the window. */
  readonly isCopy: boolean;
}

/** Compares a report with the texts of an incident, within its language. */
export function compareTexts(
  report: Account,
  candidate: Pick<Candidate, 'texts'>,
  context: IncidentContext,
): TextMatch | undefined {
  const { duplicateSimilarity, duplicateWindow } = context.settings;
  const reportedMs = publishedMs(report);
  let best: TextMatch | undefined;
  for (const text of candidate.texts) {
    if (text.language !== report.language || text.itemId === report.itemId) continue;
    const alike = similarity(report.fingerprint, text.fingerprint);
    const isClose = Math.abs(text.publishedMs - reportedMs) <= duplicateWindow;
    const isCopy = isClose && alike >= duplicateSimilarity && hasSameNumbers(report.fingerprint, text.fingerprint);
    if (best === undefined || (isCopy && !best.isCopy) || (isCopy === best.isCopy && alike > best.similarity)) {
      best = { itemId: text.itemId, similarity: alike, isCopy };
    }
  }
  return best;
}

/** Points for a text that repeats another one's words. */
export function textPoints(match: TextMatch | undefined): number {
  if (match === undefined) return 0;
  if (match.isCopy) return 3;
  if (match.similarity >= 0.5) return 1.5;
  return match.similarity >= 0.3 ? 0.7 : 0;
}
