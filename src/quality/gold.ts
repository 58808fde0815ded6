import { LABELS, type Label } from '../domain/classification.ts';

/** One labelled row of a gold file; only what is present is scored. */
export interface GoldRow {
  readonly id: string;
  readonly lang: string;
  readonly title: string;
  readonly summary: string;
  readonly outlet?: string;
  readonly side?: string;
  readonly publishedAt?: string;
  readonly label?: Label;
  readonly accusations?: readonly (readonly [string, string])[];
  readonly deniers?: readonly string[];
  readonly casualties?: readonly GoldCasualties[];
  readonly places?: readonly string[];
  /** Incident of a stream row; null = irrelevant. */
  readonly incident?: string | null;
  /** False marks a row whose label its author doubted, and a moderator's verdict that gives no label. */
  readonly isSure: boolean;
}

export interface GoldCasualties {
  readonly side?: string;
  readonly kind: string;
  readonly low: number;
}

/** Reads one NDJSON object of a gold or feedback file; says what is wrong with a row that cannot be used. */
export function readGoldRow(
  value: unknown,
): { readonly kind: 'row'; readonly row: GoldRow } | { readonly kind: 'invalid'; readonly reason: string } {
  if (typeof value !== 'object' || value === null) return { kind: 'invalid', reason: 'is no JSON object' };
  const row = value as Readonly<Record<string, unknown>>;
  const text = (key: string) => (typeof row[key] === 'string' ? row[key] : undefined);
  const title = text('title');
  const id = text('id');
  if (title === undefined || id === undefined) return { kind: 'invalid', reason: 'lacks id or title' };
  const label = text('label');
  if (label !== undefined && !(LABELS as readonly string[]).includes(label)) {
    return { kind: 'invalid', reason: `has the unknown label "${label}"; known are ${LABELS.join(', ')}` };
  }
  // A moderator's verdict on an incident: only the label, where there is one, judges the text of this item.
  const isVerdict = text('verdict') !== undefined;
  const optional = {
    outlet: text('outlet'),
    side: text('side'),
    publishedAt: text('published') ?? text('publishedAt'),
    label: label as Label | undefined,
    accusations: Array.isArray(row['accusations']) ? (row['accusations'] as [string, string][]) : undefined,
    deniers: Array.isArray(row['deniers'])
      ? (row['deniers'] as string[])
      : typeof row['denier'] === 'string'
        ? [row['denier']]
        : undefined,
    casualties: Array.isArray(row['casualties']) ? row['casualties'].flatMap(casualtiesOf) : undefined,
    places: Array.isArray(row['places']) && !isVerdict ? row['places'].map(String) : undefined,
    incident: row['incident'] === null ? null : text('incident'),
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, part]) => part !== undefined));
  return {
    kind: 'row',
    row: {
      id,
      title,
      summary: text('summary') ?? '',
      lang: text('lang') ?? 'und',
      isSure: row['sure'] !== false && !(isVerdict && label === undefined),
      ...given,
    },
  };
}

/** Some files give killed and wounded in one entry. */
function casualtiesOf(entry: Readonly<Record<string, unknown>>): GoldCasualties[] {
  const side = typeof entry['side'] === 'string' ? { side: entry['side'] } : {};
  if (typeof entry['kind'] === 'string') return [{ ...side, kind: entry['kind'], low: Number(entry['low'] ?? 0) }];
  return ['killed', 'wounded', 'captured', 'missing'].flatMap((kind) =>
    typeof entry[kind] === 'number' ? [{ ...side, kind, low: entry[kind] }] : [],
  );
}
