import { dayName } from '../../lib/cards/clock.ts';
import { BAR, CELL, FORECAST, HEAT_HEIGHT } from './chart-size.ts';
import { element, svgElement } from './element.ts';

/** The least reviews of a day for each shade. */
const SHADES = [1, 10, 25, 60] as const;
/** 1970-01-01 was a Thursday; weeks begin on Monday. */
const weekday = (day: number): number => (day + 3) % 7;

/** Bars for cards due, today first. */
export function forecastChart(counts: readonly number[], today: number): SVGElement {
  const most = Math.max(1, ...counts);
  const width = counts.length * (BAR.width + BAR.gap);
  const bars = counts.flatMap((count, index) => {
    const x = index * (BAR.width + BAR.gap);
    const height = Math.round((count / most) * BAR.height);
    const middle = x + BAR.width / 2;
    const text = (y: number, words: string) => svgElement('text', { x: middle, y, 'text-anchor': 'middle' }, words);
    const under = BAR.height + 32;
    return [
      svgElement('rect', { class: 'bar', x, y: 16 + BAR.height - height, width: BAR.width, height, rx: 2 }),
      ...(count > 0 ? [text(12 + BAR.height - height, String(count))] : []),
      ...(index === 0 ? [svgElement('text', { x: 0, y: under }, 'today')] : []),
      ...(index > 0 && index % 2 === 0 ? [text(under, dayName(today + index).slice(8))] : []),
    ];
  });
  const sum = counts.reduce((total, count) => total + count, 0);
  const label = `${counts[0] ?? 0} cards due today, ${sum} within ${counts.length} days, at most ${Math.max(0, ...counts)} on one day`;
  return drawing(width, FORECAST.height, label, bars);
}

/** A square a day, a column a week. */
export function heatMap(counts: readonly number[], today: number): SVGElement {
  const first = today - counts.length + 1;
  const lead = weekday(first);
  const squares = counts.map((count, index) => {
    const shade = SHADES.filter((least) => count >= least).length;
    const x = Math.floor((index + lead) / 7) * CELL;
    const y = 16 + ((index + lead) % 7) * CELL;
    const attributes = { class: `heat-${shade}`, x: x + 0.5, y: y + 0.5, width: CELL - 3, height: CELL - 3, rx: 2 };
    return svgElement('rect', attributes, svgElement('title', {}, `${dayName(first + index)}: ${count}`));
  });
  const months = counts.flatMap((_, index) => {
    const name = dayName(first + index);
    if (!name.endsWith('-01')) return [];
    const words = new Date(name).toLocaleDateString('en-GB', { month: 'short', timeZone: 'UTC' });
    return [svgElement('text', { x: Math.floor((index + lead) / 7) * CELL, y: 11 }, words)];
  });
  const sum = counts.reduce((total, count) => total + count, 0);
  const days = counts.filter((count) => count > 0).length;
  const label = `${sum} reviews on ${days} of the last ${counts.length} days`;
  return drawing(Math.ceil((counts.length + lead) / 7) * CELL, HEAT_HEIGHT, label, [...months, ...squares]);
}

function drawing(width: number, height: number, label: string, parts: readonly SVGElement[]): SVGElement {
  const attributes = { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': label };
  return svgElement('svg', attributes, ...parts);
}

/** The same numbers to read, folded away. */
export function numbersTable(heading: string, rows: readonly (readonly [string, number])[]): HTMLElement {
  const head = element('tr', {}, element('th', { scope: 'col' }, 'Day'), element('th', { scope: 'col' }, heading));
  const body = rows.map(([name, count]) =>
    element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, String(count))),
  );
  const table = element('table', {}, element('thead', {}, head), element('tbody', {}, ...body));
  return element('details', {}, element('summary', {}, 'As a table'), table);
}
