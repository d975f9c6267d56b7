import { AccountNames } from './text/accounts.ts';
import { terminalOf } from './text/screen.ts';
import { memoryOf } from './memory.ts';
import { uptimeLine } from './uptime.ts';
import { type Row, rowOf } from './ps/columns.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';
import { decode } from '../kernel/bytes.ts';
import { CPUS } from '../kernel/proc/machine.ts';
import { RAW } from '../kernel/termios.ts';

export const top: Tool = {
  name: 'top',
  about: 'Show the processes again and again, the busiest first; q ends it',
  gnu: {
    short: 'bcd:Hin:o:p:sSu:U:w::1E:e:',
    usage: '-hv | -bcEeHiOSs1 -d secs -n max -u|U user -p pid(s) -o field -w [cols]',
    package: 'procps-ng 4.0.2',
  },
  busybox: { short: 'bHn:d:m', usage: '[-bH] [-n COUNT] [-d SECONDS]' },
  async run(call) {
    const { process } = call;
    const screen = terminalOf(process, 1);
    const keyboard = terminalOf(process, 0);
    const batch = call.has('b');
    if (!batch && screen === undefined) {
      if (call.gnu) return call.die('failed tty get');
    }
    const before = keyboard?.termios;
    if (keyboard !== undefined && !batch) keyboard.termios = { ...RAW, signals: true, onlcr: true };
    const delay = Number(call.value('d') ?? (call.gnu ? 3 : 5)) * 1000;
    const rounds = Number(call.value('n') ?? Infinity);
    try {
      for (let round = 0; round < rounds; round++) {
        if (round > 0 && (await pause(call, delay, !batch && keyboard !== undefined)) === 'quit') break;
        const height = batch ? Infinity : (screen?.size.rows ?? 24);
        const width = screen?.size.columns ?? (batch ? 512 : 80);
        const lines = (call.gnu ? gnuScreen(call) : busyboxScreen(call))
          .slice(0, height - 1)
          .map((line) => line.slice(0, width));
        if (batch) call.print(`${lines.join('\n')}\n${call.gnu && round < rounds - 1 ? '\n' : ''}`);
        else
          call.print(
            `\x1b[H\x1b[J${lines.map((line) => (/^ *PID/.test(line) ? `\x1b[7m${line.padEnd(width)}\x1b[0m` : line)).join('\n')}\n`,
          );
        await call.flush();
      }
    } finally {
      if (keyboard !== undefined && before !== undefined && !batch) keyboard.termios = before;
    }
    return 0;
  },
};

/** Waits for the next round, or for a `q`. */
async function pause(call: Call, delay: number, keys: boolean): Promise<'quit' | 'go on'> {
  const { process } = call;
  const input = process.files.get(0);
  if (!keys || input === undefined) {
    await process.sleep(delay);
    return 'go on';
  }
  pending ??= new WeakMap();
  const key = pending.get(call) ?? input.read(process, 1).then((bytes) => (bytes === null ? '' : decode(bytes)));
  pending.set(call, key);
  const timer = process.sleep(delay).then(() => undefined);
  const pressed = await Promise.race([key, timer]);
  if (pressed === undefined) return 'go on';
  pending.delete(call);
  return pressed === 'q' || pressed === '' ? 'quit' : 'go on';
}

/** The read of the keyboard that outlasts a round. */
let pending: WeakMap<Call, Promise<string>> | undefined;

function rows(call: Call): Row[] {
  const names = new AccountNames(call.process);
  return [...call.process.namespaces.pid.processes.values()]
    .map((process) => rowOf(process, call.process, names))
    .sort((a, b) => b.cpu / Math.max(1, b.age) - a.cpu / Math.max(1, a.age) || a.pid - b.pid);
}

const share = ({ cpu, age }: Row): number => (age > 0 ? Math.min(100, (cpu / age) * 100) : 0);

function gnuScreen(call: Call): string[] {
  const { process } = call;
  const wanted = call.value('p')?.split(',').map(Number);
  const users = call.value('u') ?? call.value('U');
  const list = rows(call).filter(
    (row) => (wanted === undefined || wanted.includes(row.pid)) && (users === undefined || row.user === users),
  );
  const count = (state: string) => list.filter(({ stat }) => stat.startsWith(state)).length;
  const mib = (bytes: number) => (bytes / 2 ** 20).toFixed(1).padStart(8);
  const memory = memoryOf(process);
  const minutes = (seconds: number) => `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(2).padStart(5, '0')}`;
  return [
    `top -${uptimeLine(process, true)}`,
    `Tasks: ${String(list.length).padStart(3)} total, ${String(count('R')).padStart(3)} running, ${String(list.length - count('R') - count('T') - count('Z')).padStart(3)} sleeping, ${String(count('T')).padStart(3)} stopped, ${String(count('Z')).padStart(3)} zombie`,
    '%Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st ',
    `MiB Mem :${mib(memory.total)} total,${mib(memory.free)} free,${mib(memory.used)} used,${mib(memory.cache)} buff/cache     `,
    `MiB Swap:${mib(0)} total,${mib(0)} free,${mib(0)} used.${mib(memory.free + memory.cache)} avail Mem `,
    '',
    '    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND',
    ...list.map((row) =>
      [
        String(row.pid).padStart(7),
        row.user.slice(0, 8).padEnd(8),
        ' 20',
        '  0',
        String(row.vsz).padStart(7),
        String(row.rss).padStart(6),
        String(Math.floor(row.rss / 2)).padStart(6),
        row.stat.slice(0, 1),
        share(row).toFixed(1).padStart(5),
        (row.share * 100).toFixed(1).padStart(5),
        minutes(row.cpu).padStart(9),
        call.has('c') ? row.process.argv.join(' ') : row.process.comm,
      ].join(' '),
    ),
  ];
}

function busyboxScreen(call: Call): string[] {
  const memory = memoryOf(call.process);
  const list = rows(call);
  const kib = (bytes: number) => `${Math.floor(bytes / 1024)}K`;
  const load = uptimeLine(call.process, false)
    .replace(/^.*load average: /, '')
    .replaceAll(',', '');
  const running = list.filter(({ stat }) => stat.startsWith('R')).length;
  return [
    `Mem: ${kib(memory.used)} used, ${kib(memory.free)} free, 0K shrd, 0K buff, ${kib(memory.cache)} cached`,
    'CPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq',
    `Load average: ${load} ${running}/${list.length} ${Math.max(...list.map(({ pid }) => pid))}`,
    '  PID  PPID USER     STAT   RSS %RSS %CPU COMMAND',
    ...list.map(
      (row) =>
        `${String(row.pid).padStart(5)} ${String(row.ppid).padStart(5)} ${row.user.slice(0, 8).padEnd(8)} ${row.stat.slice(0, 1).padEnd(4)} ${String(row.rss).padStart(5)} ${String(Math.round(row.share * 100)).padStart(3)}% ${String(Math.round(share(row) / CPUS)).padStart(3)}% ${row.process.argv.join(' ')}`,
    ),
  ];
}
