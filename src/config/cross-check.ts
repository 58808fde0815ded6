import { LANGUAGES } from '../domain/language.ts';
import type { Config } from './load.ts';
import { nearestKey } from './yaml-file.ts';

/** A place has names in no language or in all: half a list would show a reader a script that is not theirs. */
function faultsOfNames({ names, sideNames }: Config['places']['places'][string]): string[] {
  const english = names.en;
  const missing = LANGUAGES.filter((language) => names[language] === undefined);
  if (missing.length === LANGUAGES.length) return [];
  if (missing.length > 0 || english === undefined) return [`no name in ${missing.join(', ')}; add it there`];
  const unsaid = Object.values(sideNames).filter((name) => !english.includes(name));
  const twice = LANGUAGES.filter((language) => new Set(names[language]).size !== names[language]?.length);
  return [
    ...unsaid.map((name) => `"${name}" stands in sideNames and not in names.en; readers would miss one side's name`),
    ...twice.map((language) => `the same name twice in ${language}; write it once`),
  ];
}

/** A fault between files, and where it stands in one of them. */
export interface CrossFault {
  /** Inside the folder: `feeds.yaml`. */
  readonly file: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What no single file can see: ids that another file must hold, ids used twice. */
export function crossCheck(config: Config): CrossFault[] {
  const faults: CrossFault[] = [];
  const complain = (file: string, path: CrossFault['path'], message: string) => faults.push({ file, path, message });
  const outletIds = Object.keys(config.outlets);
  const placeIds = Object.keys(config.places.places);
  const partyCodes = Object.keys(config.parties.parties);
  const unknown = (what: string, name: string, known: readonly string[], home: string) => {
    const near = nearestKey(name, known);
    return `no ${what} "${name}" in ${home}${near === undefined ? '; add it there' : `; did you mean "${near}"?`}`;
  };

  if (config.settings.classify.secondOpinion.enabled && config.secondOpinion === undefined) {
    complain(
      'monitor.yaml',
      ['classify', 'secondOpinion', 'enabled'],
      'there is no second-opinion.json; train it (npm run train:second-opinion), or switch it off',
    );
  }
  const feedIds = new Set<string>();
  for (const [index, feed] of config.feeds.entries()) {
    if (feedIds.has(feed.id))
      complain('feeds.yaml', ['feeds', index, 'id'], `"${feed.id}" names two feeds; give each its own id`);
    feedIds.add(feed.id);
    if (!Object.hasOwn(config.outlets, feed.outlet)) {
      complain('feeds.yaml', ['feeds', index, 'outlet'], unknown('outlet', feed.outlet, outletIds, 'outlets.yaml'));
    }
    if (feed.kind !== 'feed' && feed.selectors === undefined) {
      complain(
        'feeds.yaml',
        ['feeds', index, 'selectors'],
        `a feed of kind ${feed.kind} needs selectors for its items`,
      );
    }
  }
  for (const [id, outlet] of Object.entries(config.outlets)) {
    if (outlet.side !== 'third' && !partyCodes.includes(outlet.side)) {
      complain('outlets.yaml', ['outlets', id, 'side'], unknown('party', outlet.side, partyCodes, 'parties.yaml'));
    }
  }
  for (const [index, side] of config.parties.theatre.sides.entries()) {
    if (!partyCodes.includes(side))
      complain('parties.yaml', ['theatre', 'sides', index], unknown('party', side, partyCodes, 'parties.yaml'));
  }
  for (const [id, place] of Object.entries(config.places.places)) {
    for (const field of ['within', 'near'] as const) {
      for (const [index, other] of place[field].entries()) {
        if (!Object.hasOwn(config.places.places, other))
          complain('places.yaml', ['places', id, field, index], unknown('place', other, placeIds, 'places.yaml'));
      }
    }
    for (const message of faultsOfNames(place)) complain('places.yaml', ['places', id, 'names'], message);
  }
  const routeIds = new Set<string>();
  for (const [index, route] of config.routes.entries()) {
    if (routeIds.has(route.id))
      complain('routes.yaml', ['routes', index, 'id'], `"${route.id}" names two routes; give each its own id`);
    routeIds.add(route.id);
    const wishes = [
      ['places', 'place', placeIds, 'places.yaml'],
      ['outlets', 'outlet', outletIds, 'outlets.yaml'],
    ] as const;
    for (const [field, what, known, home] of wishes) {
      for (const [at, name] of (route.filter[field] ?? []).entries()) {
        if (!known.includes(name))
          complain('routes.yaml', ['routes', index, 'filter', field, at], unknown(what, name, known, home));
      }
    }
  }
  const languages = new Set<string>();
  for (const lexicon of config.lexica) {
    if (languages.has(lexicon.language))
      complain(
        `lexicon/${lexicon.language}.yaml`,
        ['language'],
        `two lexica say they are ${lexicon.language}; keep one`,
      );
    languages.add(lexicon.language);
  }
  return faults;
}
