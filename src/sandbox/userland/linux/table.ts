export interface Column {
  readonly name: string;
  readonly right?: boolean;
}

export interface Row {
  readonly cells: readonly string[];
  /** Rows that hang below it; their first branch is drawn in the tree column. */
  readonly children?: readonly Row[];
}

export interface TableOptions {
  readonly headings?: boolean;
  /** Column that shows the tree. */
  readonly tree?: number;
  /** The last column is cut to this width. */
  readonly width?: number | undefined;
  readonly raw?: boolean;
}

/** A table as util-linux prints it: columns as wide as what is in them, the last one without padding. */
export function formatTable(columns: readonly Column[], rows: readonly Row[], options: TableOptions): string {
  const { headings = true, tree, width, raw = false } = options;
  const lines = [...(headings ? [columns.map(({ name }) => name)] : []), ...flatten(rows, tree)];
  if (raw) return lines.map((cells) => `${cells.map(rawCell).join(' ')}\n`).join('');
  const widths = columns.map((_, index) => Math.max(0, ...lines.map((cells) => (cells[index] ?? '').length)));
  return lines.map((cells) => `${line(cells).slice(0, width)}\n`).join('');

  function line(cells: readonly string[]): string {
    const padded = cells.map((cell, index) => {
      const size = widths[index] ?? 0;
      if (columns[index]?.right === true) return cell.padStart(size);
      return index === cells.length - 1 ? cell : cell.padEnd(size);
    });
    return padded.join(' ');
  }
}

const rawCell = (cell: string): string => cell.replaceAll(' ', '\\x20');

function flatten(rows: readonly Row[], tree: number | undefined, prefix = '', depth = 0): string[][] {
  return rows.flatMap(({ cells, children = [] }, index) => {
    const last = index === rows.length - 1;
    const branch = depth === 0 ? '' : last ? '└─' : '├─';
    const own = cells.map((cell, column) => (column === tree ? prefix + branch + cell : cell));
    const deeper = depth === 0 ? '' : prefix + (last ? '  ' : '│ ');
    return [own, ...flatten(children, tree, deeper, depth + 1)];
  });
}

/** The same as JSON, as util-linux writes it: keys in lower case, three blanks a level. */
export function formatJson(
  key: string,
  columns: readonly Column[],
  rows: readonly Row[],
  numbers: ReadonlySet<string>,
): string {
  const object = ({ cells, children = [] }: Row, indent: string): string => {
    const entries = columns.map(({ name }, index) => {
      const cell = cells[index] ?? '';
      const value = cell === '' ? 'null' : numbers.has(name) ? cell : JSON.stringify(cell);
      return `${indent}   "${name.toLowerCase()}": ${value}`;
    });
    if (children.length > 0)
      entries.push(`${indent}   "children": [\n${list(children, `${indent}      `)}\n${indent}   ]`);
    return `${indent}{\n${entries.join(',\n')}\n${indent}}`;
  };
  const list = (items: readonly Row[], indent: string): string =>
    items.map((item, index) => (index === 0 ? object(item, indent) : object(item, indent).trimStart())).join(',');
  return `{\n   "${key}": [\n${list(rows, '      ')}\n   ]\n}\n`;
}
