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

/** As it once was written: every field by its name. */
const WHOLE = JSON.stringify(CANDIDATE);

describe('the record of a candidate', () => {
  it.each([
    ['as it is written', writeCandidate(CANDIDATE)],
    ['with the names of the fields of its texts, as it once was written', WHOLE],
  ])('is read %s', (_how, text) => {
    const kept: unknown = JSON.parse(text);
    expect(isCandidate(kept) && readCandidate(kept)).toEqual(CANDIDATE);
  });

  it('leaves out what most candidates are', () => {
    const text = writeCandidate({ ...CANDIDATE, isOver: true, venues: ['yerevan'] });
    const kept: unknown = JSON.parse(text);
    expect(Object.keys(kept as object)).not.toContain('deniers');
    expect(isCandidate(kept) && readCandidate(kept)).toEqual({ ...CANDIDATE, isOver: true, venues: ['yerevan'] });
  });

  it.each([
    ['without its texts', { texts: undefined }],
    ['with a word where a list should be', { places: 'sotk' }],
    ['with a time that is no number', { lastMs: '2' }],
  ])('is refused %s', (_how, fields) => {
    expect(isCandidate({ ...CANDIDATE, ...fields })).toBe(false);
  });
});
