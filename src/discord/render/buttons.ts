import type { AlertCard } from '../../words/card-types.ts';
import { wordsOf } from '../../words/words.ts';
import { LIMITS } from '../limits.ts';
import type { ActionRow, Button } from '../message-body.ts';
import { plainText, safeLink } from './safe-text.ts';

/** What a press of a button asks for; together with the incident it makes the button's id. */
export const ALERT_ACTIONS = [
  'sources',
  'why',
  'timeline',
  'mute',
  'mutePlace',
  'falseAlarm',
  'wrongPlace',
  'wrongMerge',
  'withdraw',
] as const;
export type AlertAction = (typeof ALERT_ACTIONS)[number];

/** Rows under an alert: links and look-ups for everyone; corrections for moderators. */
export function alertButtons(
  card: AlertCard,
  articleUrl: string | undefined,
  audience: 'subscriber' | 'moderator',
): readonly ActionRow[] {
  const labels = wordsOf(card.language).text.button;
  const press = (action: Exclude<AlertAction, 'mutePlace'>, style: 1 | 2 | 3 | 4 = 2): Button => ({
    type: 2,
    style,
    label: plainText(labels[action], LIMITS.buttonLabel),
    custom_id: actionId(action, card.incidentId),
  });
  const article = articleUrl === undefined ? undefined : safeLink(articleUrl, LIMITS.buttonUrl);
  const link: readonly Button[] =
    article === undefined
      ? []
      : [{ type: 2, style: 5, label: plainText(labels.article, LIMITS.buttonLabel), url: article.href }];
  const first: ActionRow = {
    type: 1,
    components: [...link, press('sources'), press('why'), press('timeline'), press('mute')],
  };
  if (audience === 'subscriber') return [first];
  const second: ActionRow = {
    type: 1,
    components: [press('falseAlarm'), press('wrongPlace'), press('wrongMerge'), press('withdraw', 4)],
  };
  return [first, second];
}

/** Id of a button: action, incident, and for paged answers the page. */
export function actionId(action: AlertAction, incidentId: string, page?: number): string {
  return [action, incidentId.slice(0, 80), ...(page === undefined ? [] : [page])].join('|');
}

/** Reads a button's id back; `undefined` for one that is not ours. */
export function readActionId(
  customId: string,
): { readonly action: AlertAction; readonly incidentId: string; readonly page: number } | undefined {
  const [action = '', incidentId = '', page = '0'] = customId.split('|');
  if (!(ALERT_ACTIONS as readonly string[]).includes(action) || incidentId === '') return undefined;
  return { action: action as AlertAction, incidentId, page: Number.parseInt(page, 10) || 0 };
}
