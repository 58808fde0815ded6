/** One item that an invented outlet publishes at a step of the round. */
export interface ScriptedItem {
  readonly outlet: 'arm' | 'aze';
  readonly step: number;
  readonly title: string;
  readonly summary: string;
}

/** An incident of the script, with what subscribers must be told. */
export interface ScriptedIncident {
  readonly place: string;
  readonly gazetteerId: string;
  readonly items: readonly ScriptedItem[];
  /** Material changes after the first alert: each must be told exactly once. */
  readonly changes: readonly ('denied' | 'deaths')[];
}

const PLACES = [
  ['Sotk', 'sotk'],
  ['Jermuk', 'jermuk'],
  ['Tegh', 'tegh'],
  ['Yeraskh', 'yeraskh'],
  ['Nerkin Hand', 'nerkin-hand'],
  ['Khnatsakh', 'khnatsakh'],
  ['Movses', 'movses'],
  ['Berkaber', 'berkaber'],
] as const;

/** Incidents at different places: each alleged, some denied, some with a death later. */
export function writeScript(count: number, random: () => number): readonly ScriptedIncident[] {
  return PLACES.slice(0, count).map(([place, gazetteerId], index) => {
    const items: ScriptedItem[] = [
      {
        outlet: 'arm',
        step: index,
        title: `Azerbaijani forces open fire near ${place}, Armenia says`,
        summary: `Azerbaijani units fired small arms at Armenian positions near ${place}, the Armenian Defence Ministry said. One Armenian serviceman was wounded.`,
      },
    ];
    const changes: ScriptedIncident['changes'][number][] = [];
    if (random() < 0.7) {
      items.push({
        outlet: 'aze',
        step: index + 2,
        title: `Azerbaijan denies opening fire near ${place}`,
        summary: `Azerbaijan's Defence Ministry denied that its units fired towards ${place} and called the Armenian statement disinformation.`,
      });
      changes.push('denied');
    }
    if (random() < 0.5) {
      items.push({
        outlet: 'arm',
        step: index + 4,
        title: `Armenian soldier wounded near ${place} dies, Armenia says`,
        summary: `An Armenian serviceman wounded by Azerbaijani fire near ${place} has died, the Armenian Defence Ministry said. One Armenian soldier was killed.`,
      });
      changes.push('deaths');
    }
    return { place, gazetteerId, items, changes };
  });
}

export function lastStep(script: readonly ScriptedIncident[]): number {
  return Math.max(...script.flatMap((incident) => incident.items.map((item) => item.step)));
}
