import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoursLater, incidentContext, sampleReport } from '../../../tests/support/incidents.ts';
import { accountOf } from '../../incidents/account.ts';
import { composeWrite } from '../../incidents/writes.ts';
import { packIncident } from './long-records.ts';
import { unpack } from './packing.ts';
import { isStoredIncident } from './records.ts';

const context = incidentContext();
const ACCOUNTS = Array.from({ length: 150 }, (_, at) =>
  accountOf(
    sampleReport({ itemId: `item-${at}`, arrivedAt: hoursLater(at / 10), title: `Fire, told ${at} times` }),
    context,
  ),
);
const { stored } = composeWrite('AA-2026-11-21-07', ACCOUNTS, undefined, context);

describe('a record of many reports', () => {
  it('is read as it was packed, whatever reports were dropped from it or packed before', () => {
    fc.assert(
      fc.property(fc.subarray([...stored.accounts], { minLength: 1 }), (accounts) => {
        const kept = { ...stored, accounts };
        expect(unpack(packIncident(kept), isStoredIncident)).toEqual({ kind: 'ok', value: kept });
      }),
      { numRuns: 60 },
    );
  });

  it('is packed anew where one report was edited', () => {
    const before = packIncident(stored);
    const accounts = stored.accounts.map((account, at) =>
      at === 20 ? { ...account, title: 'Another title' } : account,
    );
    const after = packIncident({ ...stored, accounts });
    expect(after.equals(before)).toBe(false);
    expect(unpack(after, isStoredIncident)).toEqual({ kind: 'ok', value: { ...stored, accounts } });
  });

  it('cannot be read when its end is missing', () => {
    const bytes = packIncident(stored);
    expect(unpack(bytes.subarray(0, bytes.length - 40), isStoredIncident)).toMatchObject({ kind: 'unreadable' });
  });
});
