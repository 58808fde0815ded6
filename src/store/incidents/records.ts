import type { Candidate, CandidateText } from '../../incidents/candidate.ts';
import type { StoredIncident } from '../../incidents/repository.ts';

/** True for a record that the rest of the program can work with. */
export function isStoredIncident(value: unknown): value is StoredIncident {
  if (!isRecord(value) || !isRecord(value['incident']) || !Array.isArray(value['accounts'])) return false;
  const incident = value['incident'];
  const lists = [
    'places',
    'venues',
    'mediators',
    'casualties',
    'weapons',
    'claims',
    'reports',
    'history',
    'related',
    'blindSpots',
  ];
  const texts = ['id', 'label', 'subtype', 'status', 'firstSeenAt', 'updatedAt'];
  return (
    typeof value['droppedArticles'] === 'number' &&
    typeof incident['revision'] === 'number' &&
    typeof incident['severity'] === 'number' &&
    isRecord(incident['place']) &&
    isRecord(incident['parties']) &&
    isRecord(incident['sources']) &&
    isRecord(incident['occurred']) &&
    lists.every((name) => Array.isArray(incident[name])) &&
    texts.every((name) => typeof incident[name] === 'string') &&
    value['accounts'].every(
      (account) =>
        isRecord(account) && typeof account['itemId'] === 'string' && typeof account['fingerprint'] === 'string',
    )
  );
}

/** A text of a candidate as it is kept. */
type TextRow = readonly [itemId: string, outletId: string, language: string, fingerprint: string, publishedMs: number];

/** What most candidates are: it is left out where they are kept. */
const USUAL = {
  isSummary: false,
  isOver: false,
  places: [],
  venues: [],
  mediators: [],
  parties: [],
  accusations: [],
  deniers: [],
  casualties: [],
  weapons: [],
  subjects: [],
} as const satisfies Partial<Candidate>;

/** A candidate as it is kept: without what is usual; its texts are rows without the names of their fields, which would take a third of it. */
export type KeptCandidate = Omit<Candidate, 'texts' | keyof typeof USUAL> &
  Partial<Pick<Candidate, keyof typeof USUAL>> & { readonly texts: readonly (TextRow | CandidateText)[] };

/** Read by the dozen for every report, and gone after the window: plain text is quicker than packed. */
export function writeCandidate(candidate: Candidate): string {
  const texts = candidate.texts.map(
    (text): TextRow => [text.itemId, text.outletId, text.language, text.fingerprint, text.publishedMs],
  );
  const told = Object.entries(candidate).filter(([name, value]) => !isUsual(name, value));
  return JSON.stringify({ ...Object.fromEntries(told), texts });
}

function isUsual(name: string, value: unknown): boolean {
  return name in USUAL && (value === false || (Array.isArray(value) && value.length === 0));
}

/** The candidate of a kept record; texts with the names of their fields, as they once were kept, are read too. */
export function readCandidate(kept: KeptCandidate): Candidate {
  const texts = kept.texts.map((row): CandidateText => {
    if (!isRow(row)) return row;
    const [itemId, outletId, language, fingerprint, publishedMs] = row;
    return { itemId, outletId, language, fingerprint, publishedMs };
  });
  return { ...USUAL, ...kept, texts };
}

function isRow(text: TextRow | CandidateText): text is TextRow {
  return Array.isArray(text);
}

/** True for what a report can be compared with. */
export function isCandidate(value: unknown): value is KeptCandidate {
  if (!isRecord(value)) return false;
  return (
    typeof value['id'] === 'string' &&
    typeof value['label'] === 'string' &&
    typeof value['firstMs'] === 'number' &&
    typeof value['lastMs'] === 'number' &&
    Array.isArray(value['labels']) &&
    Array.isArray(value['texts']) &&
    Object.entries(USUAL).every(
      ([name, usual]) => value[name] === undefined || Array.isArray(value[name]) === Array.isArray(usual),
    )
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
