import type { Config } from '../config/load.ts';
import { canonicalLink } from '../feeds/canonical-link.ts';
import { createUnderstanding } from '../understanding.ts';
import { explainLines } from './explain-lines.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { sideOfOutlet } from './outlet-side.ts';
import { paint } from './table.ts';
import { withState } from './with-state.ts';

/** Tells what became of an item that the service has seen, by its address: decision, incident, deliveries, and the evidence. */
export async function explainUrl(url: string, isJson: boolean, config: Config, io: CommandIo): Promise<ExitCode> {
  return withState<ExitCode>(io, async ({ state, incidentById }) => {
    const record = await state.items.findByUrl(canonicalLink(url) ?? url);
    if (record === undefined) {
      io.stderr.write(
        `No item with the address ${url} was seen, or it is older than incidents.retention. Is it in a configured feed? Try: ceasefire-monitor feeds\n`,
      );
      return 1;
    }
    const incident = record.incidentId === undefined ? undefined : await incidentById(record.incidentId);
    const posts = incident === undefined ? [] : await state.deliveries.postsOf(incident.id);
    if (isJson) {
      io.stdout.write(`${JSON.stringify({ record, incident, posts })}\n`);
      return 0;
    }
    const side = sideOfOutlet(config, record.item.outletId, undefined);
    const understood = createUnderstanding(config).understand({
      itemId: record.item.id,
      title: record.item.title,
      summary: record.item.summary,
      ...(record.item.publishedAt !== undefined && { publishedAt: record.item.publishedAt }),
      ...(side !== undefined && { outletSide: side }),
      feedLanguages: [],
    });
    const lines = [
      `${paint(io, 'bold', 'Item')}      ${record.item.id} of ${record.item.feedId}, seen ${record.item.fetchedAt}, published ${record.item.publishedAt ?? 'at an unknown time'}`,
      `${paint(io, 'bold', 'Outcome')}   ${record.outcome}: ${record.reason}`,
    ];
    if (incident !== undefined) {
      lines.push(
        `${paint(io, 'bold', 'Incident')}  ${incident.id} revision ${incident.revision}, ${incident.status}, severity ${incident.severity}, ${incident.sources.articles} articles`,
      );
      for (const change of incident.history.filter((one) => one.itemId === record.item.id)) {
        lines.push(`          changed ${change.kind} ${change.detail}${change.material ? ' (material)' : ''}`);
      }
    }
    for (const post of posts)
      lines.push(
        `${paint(io, 'bold', 'Posted')}    ${post.channelId} message ${post.messageId}, revision ${post.revision}, ${post.updatedAt}`,
      );
    const skipped = record.details?.['notSentTo'];
    if (Array.isArray(skipped)) for (const line of skipped) lines.push(`Not sent  ${String(line)}`);
    if (record.lexiconVersion !== undefined && record.lexiconVersion !== understood.classification.lexiconVersion) {
      lines.push(`The lexicon has changed since (then ${record.lexiconVersion}); below is what it says now.`);
    }
    lines.push(
      '',
      ...explainLines(
        record.item.title,
        record.item.summary,
        understood,
        (id) => config.places.places[id]?.name ?? id,
        io,
      ),
    );
    io.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  });
}
