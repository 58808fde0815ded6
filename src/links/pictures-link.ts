import type { CommandPorts, Pictures } from '../discord/commands/ports.ts';
import { plotChart } from '../pictures/chart-plot.ts';
import { plotMap } from '../pictures/map-plot.ts';
import type { Plot } from '../pictures/plot.ts';
import type { RenderPool } from '../pictures/render-pool.ts';
import { plotTimeline } from '../pictures/timeline-plot.ts';
import type { DeskHolder } from '../service/desk-holder.ts';
import { cardNamesOf } from '../service/names.ts';

/** Pictures for the commands; one that fails is reported and left out, the answer goes without it. */
export function createPictures(
  pool: Pick<RenderPool, 'render'>,
  desks: Pick<DeskHolder, 'current'>,
  report: (message: string, fields: object) => void,
): Pictures {
  const names = () => cardNamesOf(desks.current().config);
  async function draw(plot: Plot): Promise<Uint8Array | undefined> {
    const picture = await pool.render(plot);
    if (picture.kind === 'png') return picture.bytes;
    report('a picture could not be made', { picture: plot.kind, reason: picture.reason, detail: picture.message });
    return undefined;
  }
  return {
    map: (incidents, caption) => draw(plotMap(incidents, names(), caption)),
    chart: (figures, caption) => draw(plotChart(figures, names(), caption)),
    timeline: (incidents, period, caption) => draw(plotTimeline(incidents, period, names(), caption)),
  };
}

/** The widest place below a country that an incident lies in: its province, region, or district where nothing stands above it. */
export function areaOf(desks: Pick<DeskHolder, 'current'>): NonNullable<CommandPorts['areaOf']> {
  return (incident) => {
    const id = incident.place.gazetteerId;
    if (id === undefined) return undefined;
    const desk = desks.current();
    const { places } = desk.config.places;
    const chain = [id, ...desk.parentsOf(id)];
    return chain.filter((one) => Object.hasOwn(places, one) && places[one]?.kind !== 'country').at(-1);
  };
}
