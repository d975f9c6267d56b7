import type { ImageSummary } from '../../api/types/image.ts';
import { shortId } from './labels.ts';
import { humanSize } from './size.ts';

const WARNING = "WARNING: This is an experimental feature. The output may change and shouldn't be depended on.";
const SPACING = 3;
/** Less room than this for names drops a column. */
const NARROWEST = 12;
const COLUMNS = [
  { title: 'ID', width: 12, right: false },
  { title: 'DISK USAGE', width: 10, right: true },
  { title: 'CONTENT SIZE', width: 12, right: true },
  { title: 'EXTRA', width: 5, right: false },
] as const;
type Column = (typeof COLUMNS)[number];

const style = (codes: readonly number[], text: string): string =>
  `${codes.map((code) => `\x1b[${code}m`).join('')}${text}\x1b[0m`;
const CHIP = '\x1b[38;5;0m\x1b[48;5;14m U \x1b[0m';

export interface TreeOptions {
  /** Columns of the terminal; 80 without one. */
  readonly width: number;
  readonly terminal: boolean;
  readonly inUse: (image: ImageSummary) => boolean;
}

interface Row {
  readonly names: readonly string[];
  readonly cells: readonly string[];
  readonly used: boolean;
}

/** `docker images --tree`. @see docker/cli image/tree.go */
export function imageTree(images: readonly ImageSummary[], { width, terminal, inUse }: TreeOptions): string {
  const rows = images
    .map((image): Row => ({
      names: [...(image.RepoTags ?? [])].sort((a, b) => b.length - a.length),
      cells: [shortId(image.Id), humanSize(image.Size, 3), '0B'],
      used: inUse(image),
    }))
    .sort((a, b) => Number(a.names.length === 0) - Number(b.names.length === 0));
  const longest = Math.max('IMAGE'.length, ...rows.flatMap(({ names }) => names.map(({ length }) => length)));
  const { columns, room } = fit(width);
  const nameWidth = Math.min(room, longest);
  const warning = terminal ? style([93], WARNING) : WARNING;
  const head = ['IMAGE', ...columns.map(({ title }) => title)].map((title, index) => {
    const pad = index === columns.length ? '' : gap(index === 0 ? nameWidth : (columns[index - 1]?.width ?? 0), title);
    return style([39, 1], title) + pad;
  });
  const lines = rows.flatMap((row) => rowLines(row, columns, nameWidth, terminal));
  return [warning, legend(width, terminal), '', head.join(''), ...lines].map((line) => `${line}\n`).join('');
}

const gap = (width: number, text: string): string => ' '.repeat(Math.max(0, width - text.length) + SPACING);

function fit(width: number): { readonly columns: readonly Column[]; readonly room: number } {
  let room = width;
  const columns: Column[] = [];
  for (const column of COLUMNS) {
    const taken = column.width + SPACING;
    if (room - taken < NARROWEST) break;
    room -= taken;
    columns.push(column);
  }
  return { columns, room };
}

function legend(width: number, terminal: boolean): string {
  const shown = terminal ? ' i Info →   U  In Use '.length : 'Info ->  U In Use '.length;
  const text = terminal
    ? `${style([1, 106, 30], 'i')}\x1b[0m ${style([96], 'Info → ')}\x1b[0m ${CHIP} In Use `
    : 'Info ->  U In Use ';
  return ' '.repeat(Math.max(0, width - shown)) + text;
}

function rowLines({ names, cells, used }: Row, columns: readonly Column[], width: number, terminal: boolean): string[] {
  const shown = names.length === 0 ? ['<untagged>'] : names;
  const paint = (codes: readonly number[], text: string) => (terminal ? style(codes, text) : text);
  const last = shown.at(-1) ?? '';
  const name = last.length > width ? `${last.slice(0, width - 1)}…` : last;
  const rest = columns.map(({ width: wide, right, title }) => {
    if (title === 'EXTRA') return used ? (terminal ? `${CHIP}  ` : ' U    '.slice(0, wide)) : ' '.repeat(wide);
    const cell = cells[COLUMNS.findIndex((column) => column.title === title)] ?? '';
    const pad = ' '.repeat(wide - cell.length);
    return right ? pad + paint([39], cell) : paint([39], cell) + pad;
  });
  const first = paint([34, 1], name) + ' '.repeat(width - name.length);
  return [...shown.slice(0, -1).map((each) => paint([34, 1], each)), [first, ...rest].join(' '.repeat(SPACING))];
}
