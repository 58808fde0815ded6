import type { Classification } from '../../domain/classification.ts';
import type { Item } from '../../domain/item.ts';
import type { Language } from '../../domain/language.ts';
import type { CardNames } from '../../words/card-types.ts';
import { COMMAND_WORDS } from '../../words/command-words.ts';
import { outletName } from '../../words/naming.ts';
import { wordsOf } from '../../words/words.ts';
import { LIMITS } from '../limits.ts';
import { type ActionRow, type MessageBody, NO_MENTIONS } from '../message-body.ts';
import { linkLine } from './alert.ts';
import { draftEmbed } from './lines.ts';
import { timestamp } from './moments.ts';
import { isolated, plainText, safeText } from './safe-text.ts';

/** Item ids longer than this are none of ours. */
const ID_LENGTH = 70;
const VERDICTS = ['approved', 'rejected', 'joined'] as const;
type Verdict = (typeof VERDICTS)[number];

export interface ReviewOptions {
  readonly language: Language;
  readonly names: CardNames;
  /** Incidents it may belong to, best first: id and headline. */
  readonly candidates: readonly { readonly id: string; readonly headline: string }[];
}

/** An item the classifier is unsure of, with what speaks for it, for the moderators to decide. */
export function renderReview(
  item: Pick<Item, 'id' | 'outletId' | 'title' | 'summary' | 'url' | 'language' | 'publishedAt' | 'fetchedAt'>,
  classification: Pick<Classification, 'label' | 'score' | 'reason' | 'evidence' | 'runnerUp'>,
  options: ReviewOptions,
): MessageBody {
  const words = wordsOf(options.language);
  const say = COMMAND_WORDS[options.language].review;
  const outlet = outletName(item.outletId, options.names, options.language);
  const label = classification.label === 'other' ? '—' : words.text.label[classification.label];
  const head = `${label} ${words.number(Math.round(classification.score * 100) / 100)}`;
  const draft = draftEmbed({
    description: isolated(safeText(item.summary, 900), words.direction),
    footer: { text: plainText(`review ${item.id}`, 100) },
  });
  const link = { word: '', title: item.title, url: item.url, outlet: outlet.name, outletLabel: outlet.label };
  draft.field(
    plainText(words.languageName(item.language), 60),
    [linkLine(link, words), timestamp(item.publishedAt ?? item.fetchedAt, 'dateTime')],
    1000,
  );
  const evidence = classification.evidence.flatMap((one) =>
    one.kind === 'cue' && one.effective !== 0
      ? [
          `«${isolated(safeText(one.text, 60), words.direction)}» · ${safeText(one.cue, 60)} · ${words.number(one.effective)}`,
        ]
      : [],
  );
  draft.field(plainText(say.evidence, 60), [safeText(classification.reason, 200), ...evidence.slice(0, 8)], 900);
  return {
    content: `🔎 **${safeText(say.title, 80)}** · ${safeText(head, 80)} · ${isolated(safeText(item.title, 300), words.direction)}`,
    embeds: [draft.finish()],
    components: reviewRows(item.id, options),
    allowed_mentions: NO_MENTIONS,
  };
}

function reviewRows(itemId: string, { language, candidates }: ReviewOptions): readonly ActionRow[] {
  const say = COMMAND_WORDS[language].review;
  const id = itemId.slice(0, ID_LENGTH);
  const decide: ActionRow = {
    type: 1,
    components: [
      { type: 2, style: 3, label: plainText(say.approve, LIMITS.buttonLabel), custom_id: reviewId('approved', id) },
      { type: 2, style: 4, label: plainText(say.reject, LIMITS.buttonLabel), custom_id: reviewId('rejected', id) },
    ],
  };
  const unique = candidates.filter((one, index) => candidates.findIndex((other) => other.id === one.id) === index);
  if (unique.length === 0) return [decide];
  const choices = unique.slice(0, LIMITS.selectOptions).map((candidate) => ({
    label: plainText(`${candidate.id} · ${candidate.headline}`, LIMITS.choiceName),
    value: candidate.id.slice(0, LIMITS.choiceName),
  }));
  return [
    decide,
    {
      type: 1,
      components: [
        { type: 3, custom_id: reviewId('joined', id), placeholder: plainText(say.join, 100), options: choices },
      ],
    },
  ];
}

function reviewId(verdict: Verdict, itemId: string): string {
  return `review|${verdict}|${itemId}`;
}

/** Reads the id of a review's button or menu back; `undefined` for one that is not ours. */
export function readReviewId(customId: string): { readonly verdict: Verdict; readonly itemId: string } | undefined {
  const [kind, verdict = '', itemId = ''] = customId.split('|');
  if (kind !== 'review' || itemId === '') return undefined;
  const known = VERDICTS.find((one) => one === verdict);
  return known === undefined ? undefined : { verdict: known, itemId };
}
