import { terminalOf } from '../text/screen.ts';
import type { Call } from '../tool/call.ts';
import { readArguments, type Selection, USAGE } from './arguments.ts';
import { COLUMNS, type Row } from './columns.ts';
import { type Shown, splitFormat } from './format.ts';
import { rowsOf, visible } from './rows.ts';

const FORMATS: Readonly<Record<Selection['format'], string>> = {
  short: 'pid,tname,time,ucmd',
  bsd: 'pid,tname,stat,bsdtime,args',
  full: 'user_f,pid_f,ppid_f,c,stime,tname,time,cmd',
  long: 'f,s,uid,pid,ppid,c,pri,ni,addr,sz,wchan,tname,time,ucmd',
  user: 'user,pid_u,pcpu,pmem,vsz,rss,tname,stat,start_time,bsdtime,command',
  jobs: 'pid,pgid,sid,tname,time,ucmd',
};

export async function gnuPs(call: Call): Promise<number> {
  const selection = await readArguments(call);
  if (selection === undefined) return 1;
  const chosen: Shown[] = [];
  for (const { name, header } of selection.columns ?? splitFormat(FORMATS[selection.format])) {
    const column = COLUMNS[name];
    if (column === undefined) {
      await call.process.err(`error: unknown user-defined format specifier "${name}"\n${USAGE}`);
      return 1;
    }
    chosen.push({ column, header: header ?? column.header });
  }
  let rows = rowsOf(call, visible(call.process)).filter((row) => selected(call, selection, row));
  for (const key of [...selection.sort].reverse()) {
    const column = COLUMNS[key.replace(/^[-+]/, '')];
    if (column === undefined) {
      await call.process.err(`error: unknown sort specifier\n${USAGE}`);
      return 1;
    }
    const sign = key.startsWith('-') ? -1 : 1;
    rows = rows.sort((a, b) => sign * compareCells(column.show(a), column.show(b)));
  }
  const ordered = selection.forest ? asForest(rows) : rows.map((row) => ({ row, indent: '' }));
  const headers = !selection.noHeaders && chosen.some(({ header }) => header !== '');
  const screen = terminalOf(call.process, 1)?.size.columns;
  const limit = selection.wide || screen === undefined ? Infinity : screen;
  if (headers)
    call.print(
      `${line(
        chosen,
        chosen.map(({ header }) => header),
        true,
      )
        .slice(0, limit)
        .trimEnd()}\n`,
    );
  for (const { row, indent } of ordered) {
    const cells = chosen.map(({ column }) => (column.command === true ? indent : '') + column.show(row));
    call.print(`${line(chosen, cells, false).slice(0, limit)}\n`);
  }
  return ordered.length === 0 ? 1 : 0;
}

function line(columns: readonly Shown[], cells: readonly string[], header: boolean): string {
  return cells
    .map((cell, index) => {
      const column = columns[index]?.column;
      if (column === undefined) return cell;
      const last = index === cells.length - 1;
      const width = Math.max(column.width, columns[index]?.header.length ?? 0);
      if (column.right) return cell.padStart(width);
      if (last) return cell;
      const cut = column.command === true || header ? cell : cell;
      return (column.command === true ? cut.slice(0, width) : cut).padEnd(width);
    })
    .join(' ');
}

function compareCells(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}

function asForest(rows: readonly Row[]): { row: Row; indent: string }[] {
  const out: { row: Row; indent: string }[] = [];
  const pids = new Set(rows.map(({ pid }) => pid));
  const add = (row: Row, depth: number) => {
    out.push({ row, indent: depth === 0 ? '' : `${' '.repeat((depth - 1) * 4)} \\_ ` });
    for (const child of rows) if (child.ppid === row.pid && child.pid !== row.pid) add(child, depth + 1);
  };
  for (const row of rows) if (!pids.has(row.ppid) || row.ppid === row.pid) add(row, 0);
  return out;
}

function selected({ process }: Call, selection: Selection, row: Row): boolean {
  const lists = [selection.pids, selection.ppids, selection.users, selection.commands, selection.terminals];
  if (lists.some((list) => list.length > 0)) {
    const hit =
      selection.pids.includes(row.pid) ||
      selection.ppids.includes(row.ppid) ||
      selection.users.some((user) => user === row.user || user === String(row.process.credentials.uid)) ||
      selection.commands.includes(row.process.comm) ||
      selection.terminals.some((name) => name.replace(/^\/dev\//, '') === row.tty);
    return hit !== selection.invert;
  }
  if (selection.all || (selection.bsdA && selection.bsdX)) return true;
  const mine = row.process.credentials.uid === process.credentials.uid;
  if (selection.bsdX) return mine;
  if (selection.bsdA) return row.tty !== '?';
  return mine && row.process.terminal === process.terminal && (process.terminal !== undefined || row.tty === '?');
}
