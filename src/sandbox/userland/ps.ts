import { AccountNames } from './text/accounts.ts';
import { terminalOf } from './text/screen.ts';
import { COLUMNS, type Column, type Row, rowOf } from './ps-columns.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';
import type { Process } from '../kernel/process.ts';

export const ps: Tool = {
  name: 'ps',
  about: 'List processes',
  gnu: { raw: true, usage: '[options]', package: 'procps-ng 4.0.2' },
  busybox: { short: 'o:Tefwlax', usage: '[-o COL1,COL2=HEADER] [-T]' },
  run: (call) => (call.gnu ? gnuPs(call) : busyboxPs(call)),
};

interface Shown {
  readonly column: Column;
  readonly header: string;
}

async function busyboxPs(call: Call): Promise<number> {
  const asked = call.options.values('o').flatMap(splitFormat);
  const columns: Shown[] = [];
  for (const { name, header } of asked.length === 0
    ? ['pid', 'user', 'args'].map((word) => ({ name: word, header: undefined }))
    : asked) {
    const column = BUSYBOX_COLUMNS[name];
    if (column === undefined)
      return call.die(`bad -o argument '${name}', supported arguments: ${Object.keys(BUSYBOX_COLUMNS).join(',')}`);
    columns.push({ column, header: header ?? column.header });
  }
  const rows = rowsOf(call, visible(call.process));
  const width = terminalOf(call.process, 1)?.size.columns;
  const table = [
    columns.map(({ header }) => header),
    ...rows.map((row) => columns.map(({ column }) => column.show(row))),
  ];
  table.forEach((cells, line) => {
    const text = cells
      .map((cell, index) => {
        const { width: size, right } = columns[index]?.column ?? { width: 0, right: false };
        if (index === cells.length - 1 && !right) return cell;
        const cut = line === 0 ? cell : cell.slice(0, Math.max(size, right ? cell.length : size));
        return right && line > 0 ? cut.padStart(size) : cut.padEnd(size);
      })
      .join(' ');
    call.print(`${width === undefined ? text : text.slice(0, width)}\n`);
  });
  return 0;
}

/** BusyBox's columns: narrower, other headers. */
const BUSYBOX_COLUMNS: Readonly<Record<string, Column>> = {
  user: { header: 'USER', width: 8, right: false, show: (row) => row.user },
  group: { header: 'GROUP', width: 8, right: false, show: (row) => row.group },
  comm: { header: 'COMMAND', width: 16, right: false, show: (row) => row.process.comm },
  args: { header: 'COMMAND', width: 24, right: false, show: (row) => commandLine(row.process, false) },
  pid: { header: 'PID', width: 5, right: true, show: (row) => String(row.pid) },
  ppid: { header: 'PPID', width: 5, right: true, show: (row) => String(row.ppid) },
  pgid: { header: 'PGID', width: 5, right: true, show: (row) => String(row.pgid) },
  tty: { header: 'TT', width: 6, right: false, show: (row) => ttyNumbers(row) },
  vsz: { header: 'VSZ', width: 4, right: true, show: (row) => String(row.vsz) },
  sid: { header: 'SID', width: 5, right: true, show: (row) => String(row.sid) },
  stat: { header: 'STAT', width: 4, right: false, show: (row) => row.stat.replace(/[+s]/g, '') },
  rss: { header: 'RSS', width: 4, right: true, show: (row) => String(row.rss) },
  etime: { header: 'ELAPSED', width: 7, right: true, show: (row) => COLUMNS['etime']?.show(row) ?? '' },
  time: { header: 'TIME', width: 5, right: false, show: (row) => minutes(row.cpu) },
  nice: { header: 'NI', width: 4, right: true, show: () => '0' },
};

const minutes = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`.padStart(6);

const ttyNumbers = (row: Row): string => (row.tty === '?' ? '?' : `136,${row.process.terminal?.index ?? 0}`);

function commandLine(process: Process, bracketed = true): string {
  if (process.status !== undefined) return bracketed ? `[${process.comm}] <defunct>` : `[${process.comm}]`;
  return process.argv.join(' ') || `[${process.comm}]`;
}

function splitFormat(text: string): { name: string; header: string | undefined }[] {
  const out: { name: string; header: string | undefined }[] = [];
  let rest = text;
  while (rest !== '') {
    const [, name = '', equals] = /^[\s,]*([^\s,=]+)(=?)/.exec(rest) ?? [];
    if (name === '') break;
    rest = rest.replace(/^[\s,]*[^\s,=]+/, '');
    if (equals === '=') {
      const more = /^=([^]*)$/.exec(rest)?.[1] ?? '';
      const comma = more.indexOf(',');
      const endsHere = comma < 0;
      out.push({ name, header: endsHere ? more : more.slice(0, comma) });
      rest = endsHere ? '' : more.slice(comma + 1);
    } else out.push({ name, header: undefined });
  }
  return out;
}

const visible = (process: Process): Process[] => [...process.namespaces.pid.processes.values()];

const rowsOf = (call: Call, processes: readonly Process[]): Row[] => {
  const names = new AccountNames(call.process);
  return processes.map((process) => rowOf(process, call.process, names)).sort((a, b) => a.pid - b.pid);
};

interface Selection {
  all: boolean;
  /** Also those without a terminal, of the user's own. */
  bsdX: boolean;
  bsdA: boolean;
  pids: number[];
  ppids: number[];
  users: string[];
  commands: string[];
  terminals: string[];
  columns: { name: string; header: string | undefined }[] | undefined;
  format: 'short' | 'full' | 'long' | 'user' | 'jobs' | 'bsd';
  sort: string[];
  forest: boolean;
  noHeaders: boolean;
  invert: boolean;
  wide: boolean;
}

const FORMATS: Readonly<Record<Selection['format'], string>> = {
  short: 'pid,tname,time,ucmd',
  bsd: 'pid,tname,stat,bsdtime,args',
  full: 'user_f,pid_f,ppid_f,c,stime,tname,time,cmd',
  long: 'f,s,uid,pid,ppid,c,pri,ni,addr,sz,wchan,tname,time,ucmd',
  user: 'user,pid_u,pcpu,pmem,vsz,rss,tname,stat,start_time,bsdtime,command',
  jobs: 'pid,pgid,sid,tname,time,ucmd',
};

async function gnuPs(call: Call): Promise<number> {
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

const USAGE = `
Usage:
 ps [options]

 Try 'ps --help <simple|list|output|threads|misc|all>'
  or 'ps --help <s|l|o|t|m|a>'
 for additional help text.

For more details see ps(1).
`;

async function readArguments(call: Call): Promise<Selection | undefined> {
  const selection: Selection = {
    all: false,
    bsdX: false,
    bsdA: false,
    pids: [],
    ppids: [],
    users: [],
    commands: [],
    terminals: [],
    columns: undefined,
    format: 'short',
    sort: [],
    forest: false,
    noHeaders: false,
    invert: false,
    wide: false,
  };
  const words = [...call.operands];
  const refuse = async (text: string) => {
    await call.process.err(`error: ${text}\n${USAGE}`);
    return undefined;
  };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word.startsWith('--')) {
      const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/.exec(word) ?? [];
      const argument = () => value ?? words.shift() ?? '';
      if (name === 'version') {
        await call.process.out('ps from procps-ng 4.0.2\n');
        call.process.exit(0);
      }
      if (name === 'help') {
        await call.process.out(USAGE);
        call.process.exit(0);
      }
      if (name === 'forest') selection.forest = true;
      else if (name === 'no-headers' || name === 'no-heading') selection.noHeaders = true;
      else if (name === 'headers') selection.noHeaders = false;
      else if (name === 'sort') selection.sort.push(...argument().split(','));
      else if (name === 'pid') selection.pids.push(...numbers(argument()));
      else if (name === 'ppid') selection.ppids.push(...numbers(argument()));
      else if (name === 'user' || name === 'User') selection.users.push(...argument().split(','));
      else if (name === 'format') (selection.columns ??= []).push(...splitFormat(argument()));
      else if (name === 'cols' || name === 'columns' || name === 'width') argument();
      else if (name === 'deselect') selection.invert = true;
      else return refuse('unknown gnu long option');
      continue;
    }
    const dashed = word.startsWith('-');
    const letters = dashed ? word.slice(1) : word;
    if (!dashed && /^\d+(,\d+)*$/.test(word)) {
      selection.pids.push(...numbers(word));
      selection.format = selection.format === 'short' ? 'bsd' : selection.format;
      continue;
    }
    for (let index = 0; index < letters.length; index++) {
      const letter = letters[index] ?? '';
      const argument = () => {
        const attached = letters.slice(index + 1);
        index = letters.length;
        return attached === '' ? (words.shift() ?? '') : attached;
      };
      if (!applyLetter(selection, letter, dashed, argument)) {
        return refuse(dashed ? 'unsupported SysV option' : 'unsupported option (BSD syntax)');
      }
    }
  }
  return selection;
}

const numbers = (text: string): number[] =>
  text
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map(Number);

/** @returns false for a letter that isn't known */
function applyLetter(selection: Selection, letter: string, dashed: boolean, argument: () => string): boolean {
  switch (dashed ? letter : `bsd ${letter}`) {
    case 'e':
    case 'A':
      selection.all = true;
      return true;
    case 'a':
    case 'd':
      selection.bsdA = true;
      selection.all ||= letter === 'd';
      return true;
    case 'f':
    case 'F':
      selection.format = 'full';
      return true;
    case 'l':
      selection.format = 'long';
      return true;
    case 'j':
      selection.format = 'jobs';
      return true;
    case 'H':
    case 'bsd f':
      selection.forest = true;
      return true;
    case 'N':
      selection.invert = true;
      return true;
    case 'w':
    case 'bsd w':
    case 'y':
    case 'c':
    case 'bsd c':
    case 'bsd e':
    case 'L':
    case 'T':
      selection.wide = letter === 'w' ? true : selection.wide;
      return letter !== 'L' && letter !== 'T';
    case 'bsd a':
      selection.bsdA = true;
      if (selection.format === 'short') selection.format = 'bsd';
      return true;
    case 'bsd x':
    case 'x':
      selection.bsdX = true;
      if (selection.format === 'short') selection.format = 'bsd';
      return true;
    case 'bsd u':
      selection.format = 'user';
      return true;
    case 'bsd l':
      selection.format = 'long';
      return true;
    case 'bsd j':
      selection.format = 'jobs';
      return true;
    case 'bsd h':
    case 'h':
      selection.noHeaders = true;
      return true;
    case 'o':
    case 'bsd o':
    case 'O':
      (selection.columns ??= []).push(...splitFormat(argument()));
      return true;
    case 'p':
    case 'bsd p':
    case 'q':
      selection.pids.push(...numbers(argument()));
      return true;
    case 'u':
    case 'U':
    case 'bsd U':
      selection.users.push(...argument().split(','));
      return true;
    case 'C':
      selection.commands.push(...argument().split(','));
      return true;
    case 't':
    case 'bsd t':
      selection.terminals.push(...argument().split(','));
      return true;
    default:
      return false;
  }
}
