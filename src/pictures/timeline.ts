import type { Severity } from '../domain/incident.ts';
import { PICTURE_WORDS } from '../words/picture-words.ts';
import { fill, wordsOf } from '../words/words.ts';
import { shortDay } from './dates.ts';
import { LABELS } from './label-swatches.ts';
import { type Flow, flowOf, MARGIN, notes, PAGE_WIDTH, page, TOP } from './page.ts';
import { PAPER, severitySign } from './signs.ts';
import { cleanText, element, textLine } from './svg.ts';
import { cutText } from './text-width.ts';
import type { TimelinePlot } from './timeline-plot.ts';

const SEVERITIES: readonly Severity[] = [0, 1, 2, 3, 4];
const LANE = 52;
const NAME_ROOM = 158;
const ROW = 32;

/** A lane a label, a column a day or a few, with the highest severity in each; below, the most severe in words. */
export function timelineSvg(plot: TimelinePlot): string {
  const { language } = plot.caption;
  const words = wordsOf(language);
  const say = PICTURE_WORDS[language];
  const flow = flowOf(language);
  const lanesBottom = TOP + LABELS.length * LANE;
  const rowsTop = lanesBottom + 78;
  const isListed = plot.headlines.length > 0;
  const notesTop = isListed ? rowsTop + plot.headlines.length * ROW + 2 : lanesBottom + 40;
  const small = notes(language, notesTop, [
    ...(plot.daysPerColumn === 1
      ? []
      : [fill(say.column, { days: words.plural(words.text.count.days, plot.daysPerColumn) }, language)]),
    say.cell,
    SEVERITIES.map((level) => `${words.number(level)} ${words.text.severity[level]}`).join(' · '),
  ]);
  return page(plot.caption, notesTop + small.height + 18, [
    lanes(plot, flow),
    ...(isListed ? [flow.text(say.worst, { x: MARGIN, y: rowsTop - 16, size: 15, fill: PAPER.text, bold: true })] : []),
    ...plot.headlines.map((one, index) => headline(one, flow, rowsTop + index * ROW)),
    small.svg,
  ]);
}

function lanes(plot: TimelinePlot, flow: Flow): string {
  const { language } = flow;
  const words = wordsOf(language);
  const begin = MARGIN + NAME_ROOM;
  const step = (PAGE_WIDTH - MARGIN - begin) / plot.columns.length;
  const every = Math.ceil(60 / step);
  const rows = LABELS.map((label, row) => {
    const y = TOP + row * LANE;
    const left = Math.min(flow.at(MARGIN), flow.at(PAGE_WIDTH - MARGIN));
    const ground = element('rect', {
      x: left,
      y: y + 2,
      width: PAGE_WIDTH - 2 * MARGIN,
      height: LANE - 4,
      rx: 6,
      fill: '#ffffff',
      stroke: PAPER.faint,
    });
    const name = cutText(words.text.label[label], 13, NAME_ROOM - 18);
    const cells = plot.columns.map((column, index) => {
      const x = flow.at(begin + (index + 0.5) * step);
      const cell = column.cells[label];
      if (cell === undefined) return element('circle', { cx: x, cy: y + LANE / 2, r: 1.6, fill: '#b9b4a9' });
      const isMany = cell.count > 1;
      const sign = severitySign(cell.severity, x, y + LANE / 2 - (isMany ? 5 : 0), language);
      if (!isMany) return sign;
      const many = { x, y: y + LANE - 7, size: 11, fill: PAPER.text, bold: true, anchor: 'middle' as const };
      return sign + textLine(`×${words.number(cell.count)}`, 'en', { ...many, rim: '#ffffff' });
    });
    return (
      ground + flow.text(name, { x: MARGIN + 12, y: y + LANE / 2 + 5, size: 13, fill: PAPER.text }) + cells.join('')
    );
  });
  const dates = plot.columns.map((column, index) => {
    if ((plot.columns.length - 1 - index) % every !== 0) return '';
    const x = flow.at(begin + (index + 0.5) * step);
    const y = TOP + LABELS.length * LANE + 20;
    return textLine(shortDay(column.day, language), language, { x, y, size: 12, fill: PAPER.muted, anchor: 'middle' });
  });
  return [...rows, ...dates].join('');
}

function headline(one: TimelinePlot['headlines'][number], flow: Flow, y: number): string {
  const { language } = flow;
  const textBegin = MARGIN + 118;
  return [
    severitySign(one.severity, flow.at(MARGIN + 15), y + 10, language),
    flow.text(shortDay(one.day, language), { x: MARGIN + 38, y: y + 15, size: 13, fill: PAPER.muted }),
    flow.text(cutText(cleanText(one.text), 13, PAGE_WIDTH - MARGIN - textBegin), {
      x: textBegin,
      y: y + 15,
      size: 13,
      fill: PAPER.text,
    }),
  ].join('');
}
