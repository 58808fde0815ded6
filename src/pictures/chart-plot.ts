import type { RelevantLabel } from '../domain/classification.ts';
import type { CardNames } from '../words/card-types.ts';
import { nameOfPlace } from '../words/headline.ts';
import { PICTURE_WORDS } from '../words/picture-words.ts';
import { wordsOf } from '../words/words.ts';
import type { Caption } from './page.ts';

/** Incidents of one day by label. */
export interface DayFigures {
  /** `2026-11-21`, UTC. */
  readonly day: string;
  readonly counts: Readonly<Record<RelevantLabel, number>>;
}

/** Numbers of a period and of as many days before it; every day is there, quiet ones with zeros. */
export interface StatsFigures {
  readonly days: readonly DayFigures[];
  readonly before: readonly DayFigures[];
  /** Incidents by province or region, the most first; without a place: elsewhere or not stated. */
  readonly areas: readonly { readonly placeId?: string; readonly now: number; readonly before: number }[];
}

/** All that a chart shows, in one language; plain data, for another thread draws it. */
export interface ChartPlot {
  readonly kind: 'chart';
  readonly caption: Caption;
  readonly days: readonly DayFigures[];
  readonly before: readonly DayFigures[];
  readonly areas: readonly { readonly name: string; readonly now: number; readonly before: number }[];
}

/** Areas with a bar of their own. */
const AREAS_SHOWN = 8;

/** Gives the figures their names. */
export function plotChart(figures: StatsFigures, names: CardNames, caption: Caption): ChartPlot {
  const words = wordsOf(caption.language);
  const say = PICTURE_WORDS[caption.language];
  const named = figures.areas.flatMap(({ placeId, now, before }) =>
    placeId === undefined ? [] : [{ name: nameOfPlace(placeId, names, words), now, before }],
  );
  const rest = [...figures.areas.filter(({ placeId }) => placeId === undefined), ...named.slice(AREAS_SHOWN)];
  const sum = (pick: 'now' | 'before') => rest.reduce((total, one) => total + one[pick], 0);
  const elsewhere = { name: say.elsewhere, now: sum('now'), before: sum('before') };
  return {
    kind: 'chart',
    caption,
    days: figures.days,
    before: figures.before,
    areas: [...named.slice(0, AREAS_SHOWN), ...(elsewhere.now + elsewhere.before === 0 ? [] : [elsewhere])],
  };
}
