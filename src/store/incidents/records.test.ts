import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../incidents/candidate.ts';
import { isCandidate, readCandidate, writeCandidate } from './records.ts';

const CANDIDATE: Candidate = {
  id: 'AA-2026-11-21-07',
  label: 'clash',
  labels: ['clash'],
  isSummary: false,
  places: ['sotk'],
  venues: [],
  mediators: [],
  parties: ['ARM', 'AZE'],
  accusations: [['ARM', 'AZE']],
  deniers: [],
  casualties: [],
  weapons: [],
  subjects: [],
  firstMs: 1,
  lastMs: 2,
  isOver: false,
  texts: [{ itemId: 'i1', outletId: 'araks', language: 'hy', fingerprint: 'AAAA./', publishedMs: 1 }],
};

describe('the record of a candidate', () => {
  it.each([
    ['as it is written', writeCandidate(CANDIDATE)],
    ['with the names of the fields of its texts, as it once was written', JSON.stringify(CANDIDATE)],
  ])('is read %s', (_how, text) => {
    const kept: unknown = JSON.parse(text);
    expect(isCandidate(kept) && readCandidate(kept)).toEqual(CANDIDATE);
  });
});
