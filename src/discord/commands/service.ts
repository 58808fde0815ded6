import { isLanguage, LANGUAGES } from '../../domain/language.ts';
import { COMMANDS } from '../../words/command-catalogue.ts';
import { outletName } from '../../words/naming.ts';
import { fill, wordsOf } from '../../words/words.ts';
import { NO_MENTIONS } from '../message-body.ts';
import { fitLines } from '../render/lines.ts';
import { timestamp } from '../render/moments.ts';
import { safeText } from '../render/safe-text.ts';
import { type Ask, type Handler, sentence, speech, textOption } from './ask.ts';
import { explainedLines } from './explained.ts';
import { cardEmbed, why } from './look-ups.ts';
import { pageFooter } from './pages.ts';
import { whyHere } from './why-here.ts';

const OUTLETS_PER_PAGE = 12;
const INCIDENT_ID = /^[A-Za-z]{2,4}-\d{4}-\d{2}-\d{2}-\d+$/;

/** `/status`: running or held, how far behind, how many feeds answer. */
export const status: Handler = async (ask, desk) => {
  const { words, say } = speech(ask);
  const now = await desk.ports.status();
  const answering = now.feeds.filter((feed) => feed.health === 'ok').length;
  const time = (iso: string | undefined) => (iso === undefined ? '—' : timestamp(iso, 'relative'));
  const numbers = { n: words.number(answering), total: words.number(now.feeds.length) };
  const held =
    now.held === undefined
      ? say.running
      : fill(
          say.held,
          { time: timestamp(now.held.since, 'dateTime'), reason: safeText(now.held.reason, 200) },
          ask.language,
        );
  const lines = [
    now.held === undefined ? `✅ ${held}` : `⏸ ${held}`,
    fill(say.lastPoll, { time: time(now.lastPollAt) }, ask.language),
    fill(say.lastAlert, { time: time(now.lastAlertAt) }, ask.language),
    fill(say.waiting, { n: words.number(now.waiting) }, ask.language),
    fill(say.feedsOk, numbers, ask.language),
  ];
  return { body: { content: fitLines(lines, 1900), allowed_mentions: NO_MENTIONS } };
};

/** `/outlets`: every feed with its outlet, home, alignment and health. */
export const outlets: Handler = async (ask, desk) => {
  const { say } = speech(ask);
  const { feeds } = await desk.ports.status();
  if (feeds.length === 0) return sentence(ask, say.nothing);
  const names = desk.names();
  const shown = feeds.slice(ask.page * OUTLETS_PER_PAGE, (ask.page + 1) * OUTLETS_PER_PAGE);
  const lines = shown.map((feed) => {
    const outlet = outletName(feed.outletId, names, ask.language);
    const sign = feed.health === 'ok' ? '🟢' : feed.health === 'unpolled' ? '⚪' : '🔴';
    return `${sign} **${safeText(outlet.name, 60)}** (${safeText(outlet.label, 60)}) · ${safeText(say.feedState[feed.health], 40)} · ${safeText(feed.id, 50)}`;
  });
  const footer = pageFooter(ask, Math.ceil(feeds.length / OUTLETS_PER_PAGE));
  return {
    body: {
      embeds: [
        {
          title: safeText(say.describe.outlets, 200),
          description: fitLines(lines, 4000),
          footer: { text: footer.text },
        },
      ],
      components: footer.rows,
      allowed_mentions: NO_MENTIONS,
    },
  };
};

/** `/explain` and "Check this": stage by stage why, and the incident it belongs to. */
export const explain: Handler = async (ask, desk) => {
  const { say } = speech(ask);
  const text = textOption(ask, 'text');
  if (text === undefined) return sentence(ask, say.noText);
  const named = INCIDENT_ID.test(text) ? await desk.ports.lookUps.incident(text.toUpperCase()) : undefined;
  // An incident by its number: why it was told, and why here or not.
  if (named !== undefined) return why(ask, desk, named);
  const explained = await desk.ports.lookUps.explain(text);
  const found =
    explained.kind === 'unseen' || explained.incidentId === undefined
      ? undefined
      : await desk.ports.lookUps.incident(explained.incidentId);
  const lines = explainedLines(explained, ask, desk);
  const here = found === undefined ? [] : await whyHere(ask, desk, found);
  const belongs = found === undefined ? undefined : fill(say.belongsTo, { id: safeText(found.id, 60) }, ask.language);
  return {
    body: {
      ...(belongs === undefined ? {} : { content: belongs }),
      embeds: [
        {
          description:
            fitLines([...lines, ...(here.length === 0 ? [] : ['', ...here])], 3500) || safeText(say.nothing, 100),
        },
        ...(found === undefined ? [] : [{ description: safeText(cardEmbed(found, ask, desk).title ?? found.id, 250) }]),
      ],
      allowed_mentions: NO_MENTIONS,
    },
  };
};

/** `/settings`: the language of one user, or of the server for those who manage it. */
export const settings: Handler = async (ask, desk) => {
  const { say } = speech(ask);
  const language = textOption(ask, 'language') ?? '';
  if (!isLanguage(language)) {
    const hint = LANGUAGES.map((one) => `${one} ${wordsOf(one).text.endonym}`).join(', ');
    return sentence(ask, say.badValue, { option: 'language', value: language, hint });
  }
  if (ask.options['server'] === true) {
    if (ask.guildId === undefined) return sentence(ask, say.needsServer);
    if (!ask.canManage) return sentence(ask, say.needsManage);
    await desk.ports.languages.setGuild(ask.guildId, { language });
  } else {
    await desk.ports.languages.setUser(ask.userId, { language });
  }
  const chosen: Ask = { ...ask, language };
  return sentence(chosen, speech(chosen).say.languageSet, { language: wordsOf(language).text.endonym });
};

/** `/help`: every command in a line. */
export const help: Handler = (ask, desk) => {
  const { say } = speech(ask);
  const known = COMMANDS.filter((command) => command !== 'map' || desk.ports.pictures !== undefined);
  const lines = known.map((command) => `**/${command}** — ${safeText(say.describe[command], 120)}`);
  return Promise.resolve({
    body: {
      embeds: [{ description: fitLines([...lines, '', safeText(say.helpMore, 300)], 4000) }],
      allowed_mentions: NO_MENTIONS,
    },
  });
};
