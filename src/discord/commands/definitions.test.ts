import { expect, it } from 'vitest';
import { loadApiDescription } from '../../../tests/support/fake-discord/api-description.ts';
import { commandsFaults } from '../../../tests/support/fake-discord/command-rules.ts';
import { commandDefinitions, definitionsHash } from './definitions.ts';

const DEFINITIONS = commandDefinitions({ hasPictures: true });

it('every command keeps to Discord’s documented limits', () => {
  expect(commandsFaults(DEFINITIONS)).toEqual([]);
});

it('every command fits Discord’s published description', async (context) => {
  const published = loadApiDescription();
  if (published.kind === 'absent') {
    await context.annotate(published.reason);
    context.skip(published.reason);
    return;
  }
  const path = '/applications/100000000000000001/commands';
  expect(published.description.requestFaults('PUT', path, DEFINITIONS)).toEqual([]);
});

it('commands that change a server are for those who manage it, and only in servers', () => {
  const managed = DEFINITIONS.filter((definition) => definition.default_member_permissions === 32);
  expect(managed.map((definition) => definition.name)).toEqual([
    'subscribe',
    'subscriptions',
    'unsubscribe',
    'pause',
    'preview',
    'test',
    'silence',
    'silences',
    'forget',
  ]);
  expect(managed.every((definition) => definition.contexts.join() === '0')).toBe(true);
});

it('look-ups work as a user’s own app, everywhere', () => {
  const latest = DEFINITIONS.find((definition) => definition.name === 'latest');
  expect([latest?.integration_types, latest?.contexts]).toEqual([
    [0, 1],
    [0, 1, 2],
  ]);
});

it('without pictures there is no /map', () => {
  expect(commandDefinitions({ hasPictures: false }).map((definition) => definition.name)).not.toContain('map');
});

it('the hash changes with the definitions and only with them', () => {
  expect(definitionsHash(commandDefinitions({ hasPictures: true }))).toBe(definitionsHash(DEFINITIONS));
  expect(definitionsHash(commandDefinitions({ hasPictures: false }))).not.toBe(definitionsHash(DEFINITIONS));
});
