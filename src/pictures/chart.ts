import type { RelevantLabel } from '../domain/classification.ts';
import { PICTURE_WORDS } from '../words/picture-words.ts';
import { wordsOf } from '../words/words.ts';
import type { ChartPlot, DayFigures } from './chart-plot.ts';
import { shortDay } from './dates.ts';
import { LABELS, swatchFill, swatchPatterns } from './label-swatches.ts';
import { type Flow, flowOf, MARGIN, PAGE_WIDTH, page, TOP } from './page.ts';
import { PAPER } from './signs.ts';
import { element, textLine } from './svg.ts';
import { cutText, textWidth } from './text-width.ts';

const TILE_HEIGHT = 66;
const BARS_HEIGHT = 210;
/** Left of the bars, for the numbers of the scale. */
const SCALE_ROOM = 34;
const AREA_ROW = 27;
const AREA_NAME_ROOM = 250;
const AREA_NUMBERS_ROOM = 110;

/** Incidents by day and label in stacked bars, and by area, each against the period before. Quiet days stand there with their zero. */
export function chartSvg(plot: ChartPlot): string {
  const { language } = plot.caption;
  const flow = flowOf(language);
  const say = PICTURE_WORDS[language];
  const barsTop = TOP + TILE_HEIGHT + 52;
  const areasTop = barsTop + BARS_HEIGHT + 66;
  const height = areasTop + (plot.areas.length === 0 ? -28 : plot.areas.length * AREA_ROW + 14);
  const heading = (text: string, y: number) =>
    flow.text(text, { x: MARGIN, y, size: 15, fill: PAPER.text, bold: true });
  return page(plot.caption, height, [
    swatchPatterns(),
    tiles(plot, flow),
    heading(say.perDay, barsTop - 20),
    beforeKey(say.before, flow, barsTop - 20),
    bars(plot, flow, barsTop),
    ...(plot.areas.length === 0 ? [] : [heading(say.byArea, areasTop - 14), areas(plot, flow, areasTop)]),
  ]);
}

/** One tile a label: its fill, its name, the number now and before. */
function tiles(plot: ChartPlot, flow: Flow): string {
  const words = wordsOf(flow.language);
  const width = (PAGE_WIDTH - 2 * MARGIN - 3 * 12) / 4;
  return LABELS.map((label, index) => {
    const x = MARGIN + index * (width + 12);
    const [now, then] = [total(plot.days, label), total(plot.before, label)];
    const number = words.number(now);
    const left = Math.min(flow.at(x), flow.at(x + width));
    const swatch = Math.min(flow.at(x + 12), flow.at(x + 26));
    return [
      element('rect', { x: left, y: TOP, width, height: TILE_HEIGHT, rx: 8, fill: '#ffffff', stroke: PAPER.faint }),
      element('rect', { x: swatch, y: TOP + 12, width: 14, height: 14, rx: 2, fill: swatchFill(label) }),
      flow.text(cutText(words.text.label[label], 13, width - 44), {
        x: x + 34,
        y: TOP + 24,
        size: 13,
        fill: PAPER.text,
      }),
      flow.text(number, { x: x + 12, y: TOP + 54, size: 23, fill: PAPER.text, bold: true }),
      flow.text(`${trend(now, then)} ${words.number(then)}`, {
        x: x + 12 + textWidth(number, 23, true) + 8,
        y: TOP + 53,
        size: 13,
        fill: PAPER.muted,
      }),
    ].join('');
  }).join('');
}

/** What the short dash across a bar means. */
function beforeKey(text: string, flow: Flow, y: number): string {
  const end = PAGE_WIDTH - MARGIN;
  const shown = cutText(`▲▼ ${text}`, 13, 300);
  const x = end - textWidth(shown, 13) - 34;
  return dash(flow.at(x), flow.at(x + 22), y - 4.5) + flow.text(shown, { x: x + 30, y, size: 13, fill: PAPER.muted });
}

function bars(plot: ChartPlot, flow: Flow, top: number): string {
  const { language } = flow;
  const words = wordsOf(language);
  const bottom = top + BARS_HEIGHT;
  const most = Math.max(1, ...plot.days.map((day) => sumOf(day)), ...plot.before.map((day) => sumOf(day)));
  const scale = (value: number) => (value / most) * (BARS_HEIGHT - 18);
  const room = PAGE_WIDTH - 2 * MARGIN - SCALE_ROOM;
  const step = room / Math.max(1, plot.days.length);
  const width = Math.min(54, step * 0.68);
  const every = Math.ceil(58 / step);
  const grid = ticks(most).map((value) => {
    const y = bottom - scale(value);
    return (
      element('line', {
        x1: flow.at(MARGIN + SCALE_ROOM),
        x2: flow.at(PAGE_WIDTH - MARGIN),
        y1: y,
        y2: y,
        stroke: PAPER.faint,
      }) + flow.textTo(words.number(value), { x: MARGIN + SCALE_ROOM - 8, y: y + 4.5, size: 12, fill: PAPER.muted })
    );
  });
  const columns = plot.days.map((day, index) => {
    const middle = flow.at(MARGIN + SCALE_ROOM + (index + 0.5) * step);
    const sum = sumOf(day);
    let y = bottom;
    const parts = LABELS.filter((label) => day.counts[label] > 0).map((label) => {
      const height = scale(day.counts[label]);
      y -= height;
      return element('rect', {
        x: middle - width / 2,
        y,
        width,
        height,
        fill: swatchFill(label),
        stroke: PAPER.ground,
      });
    });
    const then = plot.before[index];
    const mark = then === undefined ? undefined : bottom - scale(sumOf(then));
    // The number stands above the mark where both would fall together.
    const numberY = mark !== undefined && mark <= y + 2 && mark > y - 20 ? mark : y;
    const above = textLine(words.number(sum), 'en', {
      x: middle,
      y: numberY - 6,
      size: step < 28 ? 11 : 13,
      fill: sum === 0 ? PAPER.muted : PAPER.text,
      bold: sum > 0,
      anchor: 'middle',
      rim: PAPER.ground,
    });
    // Counted from the newest day, which always has its date.
    const isDated = (plot.days.length - 1 - index) % every === 0;
    const date = isDated ? dateLine(shortDay(day.day, language), flow, middle, bottom + 20) : '';
    const before = mark === undefined ? '' : dash(middle - width / 2 - 3, middle + width / 2 + 3, mark);
    return parts.join('') + before + above + date;
  });
  const base = element('line', {
    x1: flow.at(MARGIN + SCALE_ROOM),
    x2: flow.at(PAGE_WIDTH - MARGIN),
    y1: bottom,
    y2: bottom,
    stroke: PAPER.line,
  });
  return [...grid, base, ...columns].join('');
}

function areas(plot: ChartPlot, flow: Flow, top: number): string {
  const words = wordsOf(flow.language);
  const most = Math.max(1, ...plot.areas.flatMap((area) => [area.now, area.before]));
  const begin = MARGIN + AREA_NAME_ROOM;
  const end = PAGE_WIDTH - MARGIN;
  const scale = (value: number) => (value / most) * (end - begin - AREA_NUMBERS_ROOM);
  return plot.areas
    .map((area, index) => {
      const y = top + index * AREA_ROW;
      const [from, to] = [flow.at(begin), flow.at(begin + scale(area.now))];
      const mark = flow.at(begin + scale(area.before));
      return [
        flow.text(cutText(area.name, 13, AREA_NAME_ROOM - 12), { x: MARGIN, y: y + 15, size: 13, fill: PAPER.text }),
        element('rect', { x: Math.min(from, to), y: y + 2, width: Math.abs(to - from), height: 17, fill: '#7c8794' }),
        element('line', { x1: mark, x2: mark, y1: y - 1, y2: y + 22, stroke: PAPER.ground, 'stroke-width': 5 }),
        element('line', { x1: mark, x2: mark, y1: y - 1, y2: y + 22, stroke: PAPER.text, 'stroke-width': 2.2 }),
        flow.textTo(words.number(area.now), { x: end - 52, y: y + 15.5, size: 13, fill: PAPER.text, bold: true }),
        flow.text(`${trend(area.now, area.before)} ${words.number(area.before)}`, {
          x: end - 44,
          y: y + 15.5,
          size: 12.5,
          fill: PAPER.muted,
        }),
      ].join('');
    })
    .join('');
}

function trend(now: number, before: number): string {
  if (now === before) return '=';
  return now > before ? '▲' : '▼';
}

/** A date below its column; the outermost ones stay on the page. */
function dateLine(text: string, flow: Flow, middle: number, y: number): string {
  const half = textWidth(text, 12) / 2;
  const x = Math.min(Math.max(middle, MARGIN / 2 + half), PAGE_WIDTH - MARGIN / 2 - half);
  return textLine(text, flow.language, { x, y, size: 12, fill: PAPER.muted, anchor: 'middle' });
}

/** The period before: a dark line with a light rim, to be seen on any fill. */
function dash(x1: number, x2: number, y: number): string {
  const line = { x1, x2, y1: y, y2: y };
  return (
    element('line', { ...line, stroke: PAPER.ground, 'stroke-width': 5 }) +
    element('line', { ...line, stroke: PAPER.text, 'stroke-width': 2.2 })
  );
}

function total(days: readonly DayFigures[], label: RelevantLabel): number {
  return days.reduce((sum, day) => sum + day.counts[label], 0);
}

function sumOf(day: DayFigures): number {
  return LABELS.reduce((sum, label) => sum + day.counts[label], 0);
}

/** Whole numbers for the scale, about four of them. */
function ticks(most: number): readonly number[] {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? power;
  return Array.from({ length: Math.floor(most / step) }, (_, index) => (index + 1) * step);
}
