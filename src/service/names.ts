import type { Config } from '../config/load.ts';
import type { CardNames } from '../words/card-types.ts';

/** The configuration's names as cards, commands and pictures need them. */
export function cardNamesOf(config: Config): CardNames {
  return {
    sides: config.parties.theatre.sides,
    parties: config.parties.parties,
    offices: config.parties.genericSpeakers,
    outlets: config.outlets,
    places: config.places.places,
  };
}
