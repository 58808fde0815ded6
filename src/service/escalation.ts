import { judgeEscalation } from '../alerts/escalation.ts';
import type { Desk } from '../desk.ts';
import type { Alert } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { IncidentStore } from '../store/incidents/incident-store.ts';

/** Sectors with more clashes than this in the past are judged by their latest. */
const MAX_LOOKED_AT = 500;
const PAGE = 100;

/** Marks the alert of a new clash as part of a burst where its sector's own past does not explain so many. */
export async function withEscalation(
  alert: Alert,
  desk: Desk,
  incidents: Pick<IncidentStore, 'find'>,
  now: number,
): Promise<Alert> {
  const { incident } = alert;
  if (alert.change !== 'new' || incident.label !== 'clash' || incident.clarity !== 1) return alert;
  const sector = sectorOf(incident, desk);
  if (sector === undefined) return alert;
  const { window, baseline, minCount, maxChance } = desk.config.settings.alerts.escalation;
  const times = await clashTimes(sector, now - baseline - window, incidents);
  const judged = judgeEscalation(times, now, { windowMs: window, baselineMs: baseline, minCount, maxChance });
  if (judged.kind === 'usual') return alert;
  return {
    ...alert,
    escalation: `${desk.config.places.places[sector]?.name ?? sector}: ${judged.reason}`,
    escalationArea: sector,
  };
}

/** The province or region that an incident lies in. */
function sectorOf(incident: Incident, desk: Desk): string | undefined {
  const [place] = incident.places;
  if (place === undefined) return undefined;
  return [place, ...desk.parentsOf(place)].find((id) =>
    ['province', 'region', 'district'].includes(desk.config.places.places[id]?.kind ?? ''),
  );
}

async function clashTimes(sector: string, fromMs: number, incidents: Pick<IncidentStore, 'find'>): Promise<number[]> {
  const times: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await incidents.find(
      { labels: ['clash'], places: [sector], from: new Date(fromMs).toISOString().slice(0, 10) },
      { limit: PAGE, ...(cursor !== undefined && { cursor }) },
    );
    for (const incident of page.incidents) {
      const isCounted = incident.clarity === 1 && incident.withdrawn === undefined && incident.status !== 'retracted';
      if (isCounted) times.push(Date.parse(incident.firstSeenAt));
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined && times.length < MAX_LOOKED_AT);
  return times;
}
