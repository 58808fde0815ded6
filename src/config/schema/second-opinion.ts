import { z } from 'zod';
import { LABELS } from '../../domain/classification.ts';

const LARGEST_BUCKETS = 2 ** 18;

/** `config/second-opinion.json`: the trained reader, written by `npm run train:second-opinion`. */
export const secondOpinionFile = z
  .strictObject({
    labels: z.array(z.enum(LABELS)).min(2),
    buckets: z.number().int().min(2).max(LARGEST_BUCKETS).describe('A power of two'),
    bias: z.array(z.number()),
    scale: z.number().positive().describe('What one unit of a weight stands for'),
    weights: z.base64().describe('Signed bytes, one a bucket and label'),
  })
  .superRefine((model, context) => {
    const complain = (message: string) => context.addIssue({ code: 'custom', message });
    if (!Number.isInteger(Math.log2(model.buckets))) complain('buckets is not a power of two; train it anew');
    if (model.bias.length !== model.labels.length) complain('bias and labels differ in number; train it anew');
    if (Buffer.byteLength(model.weights, 'base64') !== model.buckets * model.labels.length)
      complain('weights do not fit buckets and labels; train it anew');
    if (!model.labels.includes('other')) complain('the label other is missing; train it anew');
  });
export type SecondOpinionFile = z.output<typeof secondOpinionFile>;
