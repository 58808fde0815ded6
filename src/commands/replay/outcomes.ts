import type { ItemResult, Outcome } from '../../pipeline.ts';
import type { CommandIo } from '../io.ts';
import { paint, tableLines } from '../table.ts';

const OUTCOMES: readonly Outcome[] = ['alert', 'merged', 'duplicate', 'review', 'tooOld', 'archive', 'drop'];

/** What became of all items: by language and outcome, and the reasons that occurred most. */
export function outcomeLines(
  results: readonly ItemResult[],
  delivered: number,
  failures: number,
  io: CommandIo,
): string[] {
  const languages = [...new Set(results.map((result) => result.item.language))].sort();
  const count = (keep: (result: ItemResult) => boolean) => String(results.filter(keep).length);
  const reasons = new Map<string, number>();
  for (const result of results) {
    // Numbers and names in a reason differ from item to item; the kind of reason is what counts here.
    const reason = `${result.outcome}: ${result.reason.replace(/\d+(\.\d+)?/g, 'N')}`;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const incidents = new Set(results.flatMap((result) => result.incident?.id ?? [])).size;
  return [
    `${results.length} items, ${incidents} incidents, ${delivered} deliveries${failures > 0 ? `, ${failures} files or lines that could not be read` : ''}`,
    '',
    ...tableLines(
      ['language', ...OUTCOMES],
      [
        ...languages.map((language) => [
          language,
          ...OUTCOMES.map((outcome) => count((one) => one.item.language === language && one.outcome === outcome)),
        ]),
        ['all', ...OUTCOMES.map((outcome) => count((one) => one.outcome === outcome))],
      ],
    ),
    '',
    paint(io, 'bold', 'Reasons'),
    ...tableLines(
      ['items', 'reason'],
      [...reasons]
        .sort((a, b) => b[1] - a[1])
        .slice(0, 25)
        .map(([reason, times]) => [String(times), reason]),
    ),
  ];
}
