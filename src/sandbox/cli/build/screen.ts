import { humanSize } from '../formatter/size.ts';
import { ellipsis, textWidth } from '../formatter/width.ts';
import { tenths } from './duration.ts';
import type { ShownBuilder } from './show-build.ts';
import type { VertexStatus, VertexView } from './vertex.ts';

/** Lines of output that a running step shows below its name. */
const LOG_LINES = 6;

export interface ScreenSize {
  readonly rows: number;
  readonly columns: number;
  /** What the right corner names. */
  readonly builder: ShownBuilder;
  /** False with NO_COLOR. */
  readonly coloured: boolean;
}

/** One picture of the build, drawn over the one before. @see buildkit progressui/display.go, ttyDisplay */
export function drawScreen(
  vertices: readonly VertexView[],
  now: number,
  finished: boolean,
  { rows, columns: all, builder, coloured }: ScreenSize,
): string[] {
  // The last column stays free.
  const columns = all - 1;
  const done = vertices.filter(({ end }) => end !== undefined).length;
  const counts = `(${done}/${vertices.length})${finished ? ' FINISHED' : ''}`;
  const head = `[+] Building ${tenths(now)} ${counts}`;
  const corner = `${builder.driver}:${builder.name}`;
  const lines = [`${padded(head, columns - corner.length - 1)} ${corner}`];
  const paint = coloured ? inColour : plainly;
  for (const vertex of vertices) lines.push(...vertexLines(vertex, now, columns, finished, paint));
  const room = Math.max(4, rows - 2);
  return finished || lines.length <= room ? lines : [lines[0] ?? '', ...lines.slice(lines.length - room + 1)];
}

const padded = (text: string, width: number): string => ellipsis(text, width).padEnd(width);

function row(text: string, time: string, columns: number): string {
  const width = Math.max(10, columns - textWidth(time) - 2);
  const cut = textWidth(text) > width ? [...text].slice(0, width).join('') : text.padEnd(width);
  return `${cut}  ${time}`;
}

/** What has ended is blue, unless it failed. @see buildkit progressui/init.go, colors */
const COLOURS = { red: 31, yellow: 33, blue: 34 } as const;

type Paint = (line: string, colour: keyof typeof COLOURS) => string;

const inColour: Paint = (line, colour) => `\x1b[${COLOURS[colour]}m${line}\x1b[0m`;
const plainly: Paint = (line) => line;

function vertexLines(vertex: VertexView, now: number, columns: number, finished: boolean, paint: Paint): string[] {
  const { name, start, end, cached, error, canceled, statuses, log, rest, warnings } = vertex;
  const time = tenths((end ?? now) - start);
  const state = error !== undefined ? 'ERROR ' : canceled ? 'CANCELED ' : cached ? 'CACHED ' : '';
  const colour = error !== undefined ? 'red' : canceled ? 'yellow' : 'blue';
  const shown = row(` => ${state}${name}`, time, columns);
  const lines = [end === undefined ? shown : paint(shown, colour)];
  for (const status of statuses) {
    const line = row(` => => ${statusText(status)}`, '0.0s', columns);
    lines.push(status.done ? paint(line, 'blue') : line);
  }
  for (const { rule, message, source } of warnings) {
    lines.push(paint(row(` => WARN: ${rule}: ${message} (line ${source.start})`, '0.0s', columns), 'yellow'));
  }
  if (end === undefined && !finished) {
    const recent = [...log, ...(rest === undefined ? [] : [rest])].slice(-LOG_LINES);
    for (const { text } of recent) lines.push(` => => # ${text}`.slice(0, columns));
  }
  return lines;
}

function statusText({ id, current, total }: VertexStatus): string {
  if (current === undefined) return id;
  return `${id} ${humanSize(current)}${total === undefined ? '' : ` / ${humanSize(total)}`}`;
}

/** Cursor movements that draw `lines` over `before` lines. */
export function redraw(lines: readonly string[], before: number): string {
  const up = before === 0 ? '\x1b[1A\x1b[1B\x1b[0G' : `${'\x1b[1A'.repeat(before)}\x1b[0G`;
  const cleared = lines.map((line) => `${line}\x1b[K\n`).join('');
  return `${up}\x1b[?25l${cleared}${before > lines.length ? '\x1b[J' : ''}\x1b[?25h`;
}
