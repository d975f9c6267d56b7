import type { Process } from '../../kernel/process.ts';
import { terminalOf } from '../text/screen.ts';
import type { Call } from '../tool/call.ts';
import { type Column, COLUMNS, type Row } from './columns.ts';
import { type Shown, splitFormat } from './format.ts';
import { rowsOf, visible } from './rows.ts';

export async function busyboxPs(call: Call): Promise<number> {
  const asked = call.options.values('o').flatMap(splitFormat);
  const columns: Shown[] = [];
  for (const { name, header } of asked.length === 0
    ? call.variant.psColumns.map((word) => ({ name: word, header: undefined }))
    : asked) {
    const column = columnsOf(call)[name];
    if (column === undefined)
      return call.die(`bad -o argument '${name}', supported arguments: ${Object.keys(columnsOf(call)).join(',')}`);
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
  etime: { header: 'ELAPSED', width: 7, right: true, show: (row) => COLUMNS['etime']?.show(row) ?? '' },
  nice: { header: 'NI', width: 4, right: true, show: () => '0' },
  rgroup: { header: 'RGROUP', width: 8, right: false, show: (row) => row.group },
  ruser: { header: 'RUSER', width: 8, right: false, show: (row) => row.user },
  time: { header: 'TIME', width: 5, right: false, show: (row) => minutes(row.cpu) },
  tty: { header: 'TT', width: 6, right: false, show: (row) => ttyNumbers(row) },
  vsz: { header: 'VSZ', width: 4, right: true, show: (row) => String(row.vsz) },
  sid: { header: 'SID', width: 5, right: true, show: (row) => String(row.sid) },
  stat: { header: 'STAT', width: 4, right: false, show: (row) => row.stat.replace(/[+s]/g, '') },
  rss: { header: 'RSS', width: 4, right: true, show: (row) => String(row.rss) },
};

const columnsOf = ({ variant }: Call): Readonly<Record<string, Column>> =>
  Object.fromEntries(
    Object.entries(BUSYBOX_COLUMNS).filter(([name]) => variant.psTime || (name !== 'time' && name !== 'etime')),
  );

const minutes = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`.padStart(5);

const ttyNumbers = (row: Row): string => (row.tty === '?' ? '?' : `136,${row.process.terminal?.index ?? 0}`);

function commandLine(process: Process, bracketed: boolean): string {
  if (process.status !== undefined) return bracketed ? `[${process.comm}] <defunct>` : `[${process.comm}]`;
  return process.argv.join(' ') || `[${process.comm}]`;
}
