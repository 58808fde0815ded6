import type { Candidate } from '../../incidents/candidate.ts';
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

/** True for what a report can be compared with. */
export function isCandidate(value: unknown): value is Candidate {
  if (!isRecord(value)) return false;
  const lists = [
    'labels',
    'places',
    'venues',
    'mediators',
    'parties',
    'accusations',
    'deniers',
    'casualties',
    'weapons',
    'subjects',
    'texts',
  ];
  return (
    typeof value['id'] === 'string' &&
    typeof value['firstMs'] === 'number' &&
    typeof value['lastMs'] === 'number' &&
    lists.every((name) => Array.isArray(value[name]))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
