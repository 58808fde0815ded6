import { z } from 'zod';
import { LABELS } from '../../domain/classification.ts';
import { language, partyCode } from './common.ts';

/** `config/samples/*.yaml`: operators' own headlines with the label they must get; a reload that breaks one is refused. */
export const samplesFile = z.strictObject({
  samples: z.array(
    z.strictObject({
      title: z.string().min(1),
      summary: z.string().optional(),
      label: z.enum(LABELS),
      language: language.optional(),
      side: z.union([partyCode, z.literal('third')]).optional(),
      publishedAt: z.iso.datetime().optional(),
      note: z.string().optional(),
    }),
  ),
});
export type SamplesFile = z.output<typeof samplesFile>;
