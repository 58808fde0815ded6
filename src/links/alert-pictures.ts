import { hash } from 'node:crypto';
import type { AlertPicture } from '../discord/alert-pictures.ts';
import type { DeliverPorts } from '../discord/deliver-types.ts';
import type { MessageFile } from '../discord/send.ts';
import type { Incident } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { type Neighbour, plotPlaceMap } from '../pictures/place-map-plot.ts';
import type { Plot } from '../pictures/plot.ts';
import type { RenderPool } from '../pictures/render-pool.ts';
import { plotTimeline } from '../pictures/timeline-plot.ts';
import type { DeskHolder } from '../service/desk-holder.ts';
import { cardNamesOf } from '../service/names.ts';
import { nameOfPlace } from '../words/headline.ts';
import { PICTURE_WORDS } from '../words/picture-words.ts';
import { fill, wordsOf } from '../words/words.ts';

export interface AlertPictureParts {
  readonly pool: Pick<RenderPool, 'render'>;
  readonly desks: Pick<DeskHolder, 'current'>;
  /** Clashes of a sector since an instant, newest first. */
  readonly clashesOf: (placeId: string, sinceMs: number) => Promise<readonly Incident[]>;
  readonly now: () => number;
  readonly report: (message: string, fields: object) => void;
}

const DAY_MS = 86_400_000;
/** Days that the chart of a burst looks back. */
const BURST_DAYS = 14;
/** Pictures kept; about 50 kB each. One alert goes to many channels in few languages. */
const KEPT = 60;

/** What is to be drawn and its words for screen readers. */
interface Drawing {
  readonly plot: Plot;
  readonly description: string;
}

/** Pictures for alerts: a small map for severe clashes, the last days of the sector for a burst. Each is drawn once for all channels of a language. */
export function createAlertPictures(parts: AlertPictureParts): NonNullable<DeliverPorts['pictureOf']> {
  const { pool, desks, now, report } = parts;
  const kept = new Map<string, AlertPicture>();

  async function draw(name: string, drawing: () => Promise<Drawing | undefined>): Promise<MessageFile | undefined> {
    const wanted = await drawing();
    if (wanted === undefined) return undefined;
    const picture = await pool.render(wanted.plot);
    if (picture.kind === 'png')
      return { name, bytes: picture.bytes, contentType: 'image/png', description: wanted.description };
    report('an alert goes without its picture', { name, reason: picture.reason, detail: picture.message });
    return undefined;
  }

  /** The picture of this name, being drawn or drawn already; one that failed is tried again with the next alert. */
  function pictureOf(name: string, drawing: () => Promise<Drawing | undefined>): AlertPicture {
    const known = kept.get(name);
    if (known !== undefined) return known;
    let file: MessageFile | undefined;
    const later = draw(name, drawing)
      .catch((err: unknown) => {
        report('an alert goes without its picture', { name, err });
        return undefined;
      })
      .then((drawn) => {
        file = drawn;
        if (drawn === undefined) kept.delete(name);
        return drawn;
      });
    const picture = { name, later, ready: () => file };
    kept.set(name, picture);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return picture;
  }

  async function burst(area: string, language: Language): Promise<Drawing> {
    const names = cardNamesOf(desks.current().config);
    const words = wordsOf(language);
    const until = now();
    const clashes = await parts.clashesOf(area, Math.floor(until / DAY_MS) * DAY_MS - (BURST_DAYS - 1) * DAY_MS);
    const title = fill(PICTURE_WORDS[language].burst, { place: nameOfPlace(area, names, words) }, language);
    const dates = [until - (BURST_DAYS - 1) * DAY_MS, until].map((at) => words.date(new Date(at).toISOString()));
    const subtitle = `${dates.join(' – ')} · ${words.plural(words.text.count.incidents, clashes.length)}`;
    const plot = plotTimeline(clashes, { until, days: BURST_DAYS }, names, { language, title, subtitle });
    return { plot, description: `${title} · ${subtitle}` };
  }

  return (job, incident) => {
    if (job.picture === undefined || incident.label !== 'clash') return undefined;
    const { area } = job.picture;
    if (area !== undefined && job.kind === 'post')
      return pictureOf(`chart-${incident.id}-${job.language}.png`, () => burst(area, job.language));
    const { config } = desks.current();
    if (incident.severity < config.settings.discord.picturesFrom) return undefined;
    const plot = plotPlaceMap(incident, cardNamesOf(config), job.language, neighboursOf(config.places.places));
    if (plot === undefined) return undefined;
    const { description, ...drawn } = plot;
    const name = `map-${hash('sha256', JSON.stringify(drawn), 'base64url').slice(0, 16)}.png`;
    return pictureOf(name, () => Promise.resolve({ plot, description }));
  };
}

const NEIGHBOURS = new WeakMap<object, readonly Neighbour[]>();

/** Places that have a spot; worked out once for a gazetteer. */
function neighboursOf(
  places: Readonly<
    Record<string, { readonly lat?: number | undefined; readonly lon?: number | undefined; readonly kind: string }>
  >,
): readonly Neighbour[] {
  const known = NEIGHBOURS.get(places);
  if (known !== undefined) return known;
  const found = Object.entries(places).flatMap(([id, { lat, lon, kind }]) =>
    lat === undefined || lon === undefined ? [] : [{ id, lat, lon, kind }],
  );
  NEIGHBOURS.set(places, found);
  return found;
}
