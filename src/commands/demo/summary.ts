import type { Incident } from '../../domain/incident.ts';
import type { PollReport } from '../../polling.ts';
import type { CommandIo } from '../io.ts';
import { paint, tableLines } from '../table.ts';
import type { Story } from './story.ts';

export interface DemoFacts {
  readonly story: Story;
  readonly reports: readonly PollReport[];
  /** Kinds of the deliveries that were shown. */
  readonly sent: readonly string[];
  readonly answers: { readonly full: number; readonly notModified: number };
  readonly incidents: readonly Incident[];
}

/** What the demo did, in figures: feeds, items, languages, incidents, alerts, and what was kept back and why. */
export function summaryLines(facts: DemoFacts, io: CommandIo): string[] {
  const results = facts.reports.flatMap((report) => report.results);
  const languages = [...new Set(results.map((result) => result.item.language))].sort();
  const alerting = facts.incidents.filter((incident) => incident.history.some((change) => change.material));
  const count = (kind: string) => facts.sent.filter((one) => one === kind).length;
  const title = (text: string) => ['', paint(io, 'bold', text)];
  return [
    paint(io, 'bold', 'Summary'),
    `feeds       ${facts.story.outlets.length} polled in ${facts.answers.full + facts.answers.notModified} requests, ${facts.answers.notModified} answered "not modified"`,
    `items       ${results.length} in ${languages.length} languages: ${languages.join(' ')}`,
    `incidents   ${alerting.length}`,
    `alerts      ${count('post')} new, ${count('editAndReply') + count('retract')} material changes, ${count('edit')} edits in place`,
    ...title('Incidents'),
    ...tableLines(
      ['id', 'label', 'place', 'status', 'severity', 'articles', 'outlets', 'languages'],
      alerting.map((incident) => [
        incident.id,
        incident.label,
        incident.place.names.en,
        incident.status,
        String(incident.severity),
        String(incident.sources.articles),
        String(incident.sources.outlets),
        String(incident.sources.languages),
      ]),
    ),
    ...title('Kept back, and why'),
    ...tableLines(
      ['outcome', 'language', 'title', 'reason'],
      results
        .filter((result) => result.outcome !== 'alert')
        .map((result) => [
          result.outcome,
          result.item.language,
          shorten(result.item.title, 48),
          shorten(result.reason, 90),
        ]),
    ),
  ];
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
