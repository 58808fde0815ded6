import { describe, expect, it } from 'vitest';
import { sampleIncident } from '../../tests/support/records.ts';
import type { Change } from '../domain/incident.ts';
import { decideAlert, materialChanges } from './material.ts';

const change = (kind: Change['kind'], material: boolean): Change => ({
  revision: 2,
  at: '2026-11-21T18:00:00Z',
  kind,
  detail: '',
  material,
});

describe('material changes', () => {
  it('are those marked so, of the documented kinds', () => {
    const changes = [
      change('deaths', true),
      change('sources', true),
      change('status', false),
      change('retraction', true),
    ];
    expect(materialChanges(changes).map((one) => one.kind)).toEqual(['deaths', 'retraction']);
  });

  it.each([
    ['a report that changed nothing', 'none', [], 'silent'],
    ['a material change', 'material', [change('deaths', true)], 'material'],
    ['a change that was called material and is not', 'material', [change('sources', true)], 'minor'],
    ['a repetition', 'minor', [change('sources', false)], 'minor'],
  ] as const)('%s', (_what, level, changes, expected) => {
    const decision = decideAlert(sampleIncident(), level, changes);
    expect(decision.kind === 'alert' ? decision.alert.change : decision.kind).toBe(expected);
  });

  it('stay silent on a withdrawn or a joined incident', () => {
    const withdrawn = sampleIncident({ withdrawn: { by: 'ops', reason: 'wrong place', at: '2026-11-21T19:00:00Z' } });
    expect(decideAlert(withdrawn, 'material', [change('deaths', true)])).toEqual({
      kind: 'silent',
      reason: 'withdrawn by ops: wrong place',
    });
    expect(
      decideAlert(sampleIncident({ joinedInto: 'AA-2026-11-20-01' }), 'material', [change('deaths', true)]).kind,
    ).toBe('silent');
  });
});
