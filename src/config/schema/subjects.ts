import { z } from 'zod';
import { forms } from './common.ts';

/**
 * `config/subjects.yaml`: what an account is about beyond its label, in words of every language. Two accounts in different languages that
 * name no place are brought together by these.
 */
export const subjectsFile = z.strictObject({
  subjects: z
    .record(
      z.string().regex(/^[a-z][A-Za-z]*$/, 'expected a name such as borderCommission'),
      z.strictObject({
        kind: z
          .enum(['topic', 'format', 'character', 'stage'])
          .default('topic')
          .describe(
            'topic: what it is about; format: who meets, and how; character: what kind of clash; stage: a hand-over that is done',
          ),
        forms,
        note: z.string().optional(),
      }),
    )
    .default({}),
});
export type SubjectsFile = z.output<typeof subjectsFile>;
