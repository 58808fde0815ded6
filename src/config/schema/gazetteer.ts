import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import { WEAPONS } from '../../domain/report.ts';
import { forms, language, localised, partyCode, pattern, slug } from './common.ts';

/** `config/parties.yaml`: who acts and speaks. */
export const partiesFile = z.strictObject({
  theatre: z.strictObject({
    name: localised,
    prefix: z
      .string()
      .regex(/^[A-Z]{2,4}$/)
      .describe('First letters of incident ids'),
    sides: z.array(partyCode).length(2),
    utcOffsetHours: z.number().min(-12).max(14).default(0).describe('Local time of the theatre: what "at 21:40" means'),
    homeLanguages: z
      .partialRecord(language, partyCode)
      .default({})
      .describe('Whose voice "our positions" is in a language when the outlet is unknown'),
  }),
  parties: z.record(
    partyCode,
    z.strictObject({
      kind: z
        .enum(['side', 'local', 'mediator', 'other'])
        .describe("`local`: an authority that stands with one side, such as Karabakh's; see `alliedWith`"),
      alliedWith: partyCode.optional(),
      region: slug.optional().describe('Place that a local authority speaks of when it names none'),
      name: localised,
      colour: z
        .string()
        .regex(/^#[0-9a-f]{6}$/i)
        .optional(),
      forms,
      except: z
        .array(pattern)
        .default([])
        .describe('Expressions that hold the name and mean something else: an Iranian province, a club'),
      speakers: z
        .array(
          z.strictObject({
            id: slug,
            office: z
              .string()
              .regex(/^[a-z][A-Za-z]*$/)
              .describe('defenceMinistry, foreignMinistry, president …'),
            name: localised,
            forms,
          }),
        )
        .default([]),
    }),
  ),
  genericSpeakers: z
    .array(
      z.strictObject({
        office: z.string().regex(/^[a-z][A-Za-z]*$/),
        name: localised.describe('Name of the office without its country; the speaker is shown as "<name> of <party>"'),
        forms,
      }),
    )
    .default([])
    .describe(
      'Offices that every party has ("the ministry of defence"): the party comes from beside it, else from the outlet\'s side',
    ),
});
export type PartiesFile = z.output<typeof partiesFile>;

/** A name is written as its language writes; Latin letters in a Persian card are read backwards by some and not at all by others. */
const SCRIPTS: Readonly<Record<Language, readonly [string, RegExp]>> = {
  hy: ['Armenian', /^[\p{sc=Armenian}\p{P}\p{Zs}]+$/u],
  az: ['Latin', /^[\p{sc=Latin}\p{P}\p{Zs}]+$/u],
  ru: ['Cyrillic', /^[\p{sc=Cyrillic}\p{P}\p{Zs}]+$/u],
  en: ['Latin', /^[\p{sc=Latin}\p{P}\p{Zs}]+$/u],
  tr: ['Latin', /^[\p{sc=Latin}\p{P}\p{Zs}]+$/u],
  ka: ['Georgian', /^[\p{sc=Georgian}\p{P}\p{Zs}]+$/u],
  // The joiner that breaks words keeps its letters apart within a name.
  fa: ['Arabic', /^[\p{sc=Arabic}\p{P}\p{Zs}\u200c]+$/u],
  fr: ['Latin', /^[\p{sc=Latin}\p{P}\p{Zs}]+$/u],
};

function namesIn(one: Language) {
  const [script, letters] = SCRIPTS[one];
  return z
    .array(z.string().trim().regex(letters, `expected a name in ${script} letters`))
    .min(1)
    .max(2)
    .optional();
}

const namesByLanguage = z.strictObject({
  en: namesIn('en'),
  hy: namesIn('hy'),
  az: namesIn('az'),
  ru: namesIn('ru'),
  tr: namesIn('tr'),
  ka: namesIn('ka'),
  fa: namesIn('fa'),
  fr: namesIn('fr'),
});

/** `config/places.yaml`: the gazetteer. */
export const placesFile = z.strictObject({
  places: z.record(
    slug,
    z.strictObject({
      name: z.string().min(1).describe('Plain English name; what the command line prints'),
      names: namesByLanguage
        .default({})
        .describe('What people read: every name it goes by in each language, both where the sides differ'),
      sideNames: z.record(partyCode, z.string()).default({}).describe('The names each side uses, in Latin letters'),
      kind: z.enum([
        'village',
        'town',
        'city',
        'district',
        'province',
        'region',
        'country',
        'site',
        'road',
        'border',
        'water',
      ]),
      within: z.array(slug).default([]).describe('Parents, nearest first; the parents of parents follow by themselves'),
      near: z.array(slug).default([]).describe('Places across the line that reports of the same incident name instead'),
      role: z.enum(['incident', 'venue', 'both']).default('incident'),
      controlledBy: partyCode.optional().describe('Who holds it, for outlets that say "our positions"'),
      lat: z.number().min(-90).max(90).optional(),
      lon: z.number().min(-180).max(180).optional(),
      precision: z.number().int().min(1).max(7).describe('UCDP where_prec'),
      forms,
      except: z.array(pattern).default([]),
      isTheatre: z.boolean().default(true).describe('Naming it places the news in this conflict'),
      source: z.string().optional().describe('Where coordinates and names are from'),
    }),
  ),
});
export type PlacesFile = z.output<typeof placesFile>;

/** `config/weapons.yaml`: weapon classes and their words. */
export const weaponsFile = z.strictObject({
  weapons: z.partialRecord(
    z.enum(WEAPONS),
    z.strictObject({
      name: localised,
      severity: z.number().int().min(0).max(4).describe('Least severity of an incident in which it was used'),
      forms,
      except: z.array(pattern).default([]),
    }),
  ),
});
export type WeaponsFile = z.output<typeof weaponsFile>;
