import { z } from 'zod';
import { alertsSettings } from './settings-alerts.ts';
import { classifySettings, extractSettings } from './settings-classify.ts';
import { discordSettings } from './settings-discord.ts';
import { feedsSettings } from './settings-feeds.ts';
import { incidentsSettings } from './settings-incidents.ts';
import { languageSettings } from './settings-language.ts';
import { opsSettings } from './settings-ops.ts';
import { storeSettings } from './settings-store.ts';

/** `config/monitor.yaml`: times, limits, thresholds, room by room. Every key has a default. */
export const monitorFile = z.strictObject({
  feeds: feedsSettings.prefault({}),
  language: languageSettings.prefault({}),
  classify: classifySettings.prefault({}),
  extract: extractSettings.prefault({}),
  incidents: incidentsSettings.prefault({}),
  alerts: alertsSettings.prefault({}),
  discord: discordSettings.prefault({}),
  store: storeSettings.prefault({}),
  ops: opsSettings.prefault({}),
});
export type Settings = z.output<typeof monitorFile>;
