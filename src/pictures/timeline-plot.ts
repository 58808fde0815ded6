import type { RelevantLabel } from '../domain/classification.ts';
import type { Incident, Severity } from '../domain/incident.ts';
import type { CardNames } from '../words/card-types.ts';
import { whatOf, whereOf } from '../words/headline.ts';
import { wordsOf } from '../words/words.ts';
import type { Caption } from './page.ts';

const DAY_MS = 86_400_000;
/** Columns that fit side by side with a sign in each. */
const MOST_COLUMNS = 22;
const HEADLINES = 6;

/** One column: a day, or as many as fit a column. */
export interface TimelineColumn {
  /** First day, `2026-11-21`. */
  readonly day: string;
  readonly cells: Readonly<Partial<Record<RelevantLabel, { readonly count: number; readonly severity: Severity }>>>;
}

/** All that a timeline shows, in one language; plain data, for another thread draws it. */
export interface TimelinePlot {
  readonly kind: 'timeline';
  readonly caption: Caption;
  readonly daysPerColumn: number;
  /** Oldest first; quiet ones are there. */
  readonly columns: readonly TimelineColumn[];
  /** The most severe, then the newest: where, what, and how well it is established. */
  readonly headlines: readonly { readonly day: string; readonly severity: Severity; readonly text: string }[];
}

/** Sorts incidents into the columns of a period that ends at `until` (milliseconds since 1970), by the day they were first seen. */
export function plotTimeline(
  incidents: readonly Incident[],
  period: { readonly until: number; readonly days: number },
  names: CardNames,
  caption: Caption,
): TimelinePlot {
  const words = wordsOf(caption.language);
  const days = Math.max(1, Math.round(period.days));
  const daysPerColumn = Math.ceil(days / MOST_COLUMNS);
  const count = Math.ceil(days / daysPerColumn);
  const end = Math.floor(period.until / DAY_MS) * DAY_MS + DAY_MS;
  const begin = end - count * daysPerColumn * DAY_MS;
  const columns = Array.from({ length: count }, (_, index) => ({
    day: new Date(begin + index * daysPerColumn * DAY_MS).toISOString().slice(0, 10),
    cells: {} as Partial<Record<RelevantLabel, { count: number; severity: Severity }>>,
  }));
  for (const incident of incidents) {
    const index = Math.floor((Date.parse(incident.firstSeenAt) - begin) / (daysPerColumn * DAY_MS));
    // The day on which the period begins counts into its first column.
    const column = columns[Math.max(0, index)];
    if (column === undefined) continue;
    const cell = column.cells[incident.label];
    if (cell === undefined) column.cells[incident.label] = { count: 1, severity: incident.severity };
    else {
      cell.count += 1;
      if (incident.severity > cell.severity) cell.severity = incident.severity;
    }
  }
  const worst = [...incidents].sort(
    (a, b) => b.severity - a.severity || b.firstSeenAt.localeCompare(a.firstSeenAt) || a.id.localeCompare(b.id),
  );
  return {
    kind: 'timeline',
    caption,
    daysPerColumn,
    columns,
    headlines: worst.slice(0, HEADLINES).map((incident) => ({
      day: incident.firstSeenAt.slice(0, 10),
      severity: incident.severity,
      text: [whereOf(incident, names, words), whatOf(incident, words), words.text.status[incident.status]]
        .filter((part) => part !== '')
        .join(' · '),
    })),
  };
}
