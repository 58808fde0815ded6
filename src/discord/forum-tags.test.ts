import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryIncident } from '../../tests/support/arbitrary-incident.ts';
import type { Incident } from '../domain/incident.ts';
import { LANGUAGES } from '../domain/language.ts';
import { SAMPLE_INCIDENTS } from '../words/sample-incidents.ts';
import { changedTags, type ForumTags, MOST_TAGS, tagsFor } from './forum-tags.ts';

function sample(name: string): Incident {
  const incident = SAMPLE_INCIDENTS[name];
  if (incident === undefined) throw new Error(`no sample ${name}`);
  return incident;
}

/** A forum whose tags have their own names as ids; `!` marks one for moderators. */
function forum(names: readonly string[], isTagRequired = false): ForumTags {
  return {
    isTagRequired,
    tags: names.map((name) => ({ id: name, name: name.replace('!', ''), isModerated: name.startsWith('!') })),
  };
}

describe('tags of a forum', () => {
  it.each([
    [
      'one each for label, severity and status',
      ['Clash', 'Talks', 'Low', 'High', 'Claimed and denied'],
      ['Clash', 'Low', 'Claimed and denied'],
    ],
    ['whatever signs stand around the words', ['⚔️ CLASH ⚔️', '🔵 low'], ['⚔️ CLASH ⚔️', '🔵 low']],
    // Clash, low, claimed and denied in Armenian, Azerbaijani and Russian.
    ['in any language of ours', ['Բախում', 'Aşağı', 'Заявлено и отрицается'], ['Բախում']],
    ['in the reader’s language first', ['Столкновение', 'Clash'], ['Clash']],
    ['the beginning of a long word, for names are short', ['Claimed'], ['Claimed']],
    ['our own names', ['clash', 'severity 1', 'denied'], ['clash', 'severity 1', 'denied']],
    ['never one that is for moderators', ['!Clash', 'Low'], ['Low']],
    ['none where none fits', ['Memes', 'Off topic'], []],
  ])('%s', (_, names, expected) => {
    const chosen = tagsFor({ ...sample('denied'), severity: 1 }, forum(names), 'en');
    expect(chosen.slice(0, expected.length)).toEqual(expected);
    if (expected.length === 0) expect(chosen).toEqual([]);
  });

  it.each([
    ['a general one', ['Memes', 'News'], ['News']],
    ['else the first', ['Memes', 'Off topic'], ['Memes']],
    ['one for moderators only where there is no other', ['!Board'], ['!Board']],
  ])('where one is required and none fits: %s', (_, names, expected) => {
    expect(tagsFor(sample('denied'), forum(names, true), 'en')).toEqual(expected);
    expect(tagsFor(undefined, forum(names, true), 'en')).toEqual(expected);
  });

  it('a change of status changes its tag; what people added stays', () => {
    const tags = forum(['Clash', 'Claimed by one side', 'Retracted', 'Ours']);
    const before = tagsFor(sample('claimed'), tags, 'en');
    expect(before).toEqual(['Clash', 'Claimed by one side']);
    const retracted = { ...sample('retracted'), label: 'clash' as const };
    expect(changedTags([...before, 'Ours'], retracted, tags, 'en')).toEqual(['Ours', 'Clash', 'Retracted']);
  });

  it('never more than five, never one twice, never one that the forum does not have', () => {
    const names = fc.uniqueArray(
      fc.oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.constantFrom('Clash', 'Low', 'High', 'Denied', 'Note')),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(
        arbitraryIncident,
        names,
        fc.boolean(),
        fc.constantFrom(...LANGUAGES),
        (incident, all, must, language) => {
          const tags = forum(all, must);
          for (const chosen of [
            tagsFor(incident, tags, language),
            changedTags(all.slice(0, 5), incident, tags, language),
          ]) {
            expect(chosen.length).toBeLessThanOrEqual(MOST_TAGS);
            expect(new Set(chosen).size).toBe(chosen.length);
            expect(all).toEqual(expect.arrayContaining([...chosen]));
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
