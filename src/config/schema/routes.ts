import { z } from 'zod';
import { LABELS } from '../../domain/classification.ts';
import { STATUSES } from '../../domain/incident.ts';
import { ALIGNMENTS } from '../../domain/party.ts';
import { language, partyCode, slug, timeOfDay, timeZone } from './common.ts';

const snowflake = z.string().regex(/^\d{15,21}$/, 'expected a Discord id (a number of 17 to 20 digits, in quotes)');
const severity = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

export const filter = z.strictObject({
  labels: z.array(z.enum(LABELS).exclude(['other'])).optional(),
  minSeverity: severity.optional(),
  statuses: z.array(z.enum(STATUSES)).optional(),
  parties: z.array(partyCode).optional(),
  places: z.array(slug).optional(),
  languages: z.array(z.string()).optional(),
  outlets: z.array(slug).optional(),
  outletSides: z.array(z.union([partyCode, z.literal('third')])).optional(),
  alignments: z.array(z.enum(ALIGNMENTS)).optional(),
  includeWords: z.array(z.string()).optional(),
  excludeWords: z.array(z.string()).optional(),
});

/** `config/routes.yaml`: rules that send alerts to channels. */
export const routesFile = z.strictObject({
  routes: z
    .array(
      z.strictObject({
        id: slug,
        channel: snowflake,
        filter: filter.prefault({}),
        delivery: z
          .strictObject({
            mode: z.enum(['now', 'hourly', 'daily']).default('now'),
            at: timeOfDay.optional(),
            zone: timeZone.default('UTC'),
          })
          .prefault({}),
        quietHours: z.strictObject({ from: timeOfDay, to: timeOfDay }).optional(),
        mention: z.strictObject({ role: snowflake, minSeverity: severity }).optional(),
        language: language.default('en'),
        threads: z.boolean().default(false),
        pictures: z.boolean().default(true).describe('Maps and charts with alerts, where they help'),
        crosspostFrom: severity.optional(),
        maxPerHour: z.number().int().positive().optional(),
      }),
    )
    .default([]),
});
export type RoutesFile = z.output<typeof routesFile>;
