import { z } from 'zod';
import { ALIGNMENTS } from '../../domain/party.ts';
import { duration, language, localised, partyCode, slug, timeZone, webAddress } from './common.ts';

const selectors = z
  .strictObject({
    item: z.string().min(1),
    link: z.string().optional(),
    title: z.string().optional(),
    date: z.string().optional(),
    summary: z.string().optional(),
  })
  .describe('CSS selectors of a list page, or paths such as data.items of a JSON list');

/** `config/feeds.yaml`: what is read, from where, how often. */
export const feedsFile = z.strictObject({
  feeds: z.array(
    z.strictObject({
      id: slug,
      outlet: slug.describe('Id in outlets.yaml'),
      url: webAddress,
      kind: z.enum(['feed', 'page', 'json']).default('feed'),
      selectors: selectors.optional(),
      language: z
        .union([language, z.array(language)])
        .optional()
        .describe("What we know it publishes in; the feed's own statement is not trusted"),
      every: duration.prefault('5m').describe('Poll interval'),
      enabled: z.boolean().default(true),
      verified: z.boolean().default(false).describe('true once a poll succeeded'),
      encoding: z.string().optional().describe('Overrides what the feed says'),
      timezone: timeZone.default('UTC').describe('Zone of dates that state none'),
      userAgent: z.string().optional(),
      headers: z.record(z.string(), z.string()).default({}),
      allowPrivate: z.boolean().default(false).describe('Allows loopback and private addresses'),
      retryAfterScope: z.enum(['host', 'feed']).default('host'),
      timeout: duration.optional(),
      maxBytes: z.number().int().positive().optional(),
      source: z.string().optional().describe('Where the address was found'),
    }),
  ),
});
export type FeedsFile = z.output<typeof feedsFile>;

/** `config/outlets.yaml`: who publishes. */
export const outletsFile = z.strictObject({
  outlets: z.record(
    slug,
    z.strictObject({
      name: z.string().min(1),
      names: localised.partial().default({}),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .describe('ISO 3166-1 alpha-2'),
      side: z.union([partyCode, z.literal('third')]).describe('Home side'),
      owner: z.string().min(1).describe('`unreviewed` until somebody looked it up'),
      alignment: z.enum(ALIGNMENTS).default('unreviewed'),
      languages: z.array(language).default([]),
      site: webAddress.optional(),
      aliases: z.array(z.string()).default([]).describe('Other spellings of its name in items and scores'),
      source: z.string().optional(),
    }),
  ),
});
export type OutletsFile = z.output<typeof outletsFile>;
