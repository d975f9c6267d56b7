import type { Cgroup } from '../../kernel/cgroup.ts';
import type { Process } from '../../kernel/process.ts';
import { strftime } from '../text/strftime.ts';
import type { Call } from '../tool/call.ts';

interface Unit {
  readonly description: string;
  readonly documentation: string;
  readonly triggeredBy?: string;
}

/** Units that are described; of others only their processes are known. */
const UNITS: Readonly<Record<string, Unit>> = {
  'docker.service': {
    description: 'Docker Application Container Engine',
    documentation: 'https://docs.docker.com',
    triggeredBy: 'docker.socket',
  },
  'containerd.service': { description: 'containerd container runtime', documentation: 'https://containerd.io' },
  'cron.service': { description: 'Regular background program processing daemon', documentation: 'man:cron(8)' },
  'dbus.service': {
    description: 'D-Bus System Message Bus',
    documentation: 'man:dbus-daemon(1)',
    triggeredBy: 'dbus.socket',
  },
  'systemd-journald.service': { description: 'Journal Service', documentation: 'man:systemd-journald.service(8)' },
  'systemd-logind.service': { description: 'User Login Management', documentation: 'man:sd-login(3)' },
  'systemd-udevd.service': {
    description: 'Rule-based Manager for Device Events and Files',
    documentation: 'man:systemd-udevd.service(8)',
  },
};

/** systemctl(1): tells of services that run; it doesn't start or stop any. */
export async function runSystemctl(call: Call): Promise<number> {
  const { process } = call;
  const words = call.operands.filter((word) => !word.startsWith('-'));
  const [verb = 'list-units', ...names] = words;
  if (process.namespaces.pid.parent !== undefined) {
    await process.err(
      "System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to system scope bus via local transport: Host is down\n",
    );
    return 1;
  }
  const units = names.map((name) => (name.includes('.') ? name : `${name}.service`));
  switch (verb) {
    case 'status':
      return status(call, units);
    case 'is-active':
      return each(call, units, (isThere) => (isThere ? ['active', 0] : ['inactive', 3]));
    case 'is-enabled':
      return each(call, units, (isThere) => (isThere ? ['enabled', 0] : ['not-found', 4]));
    case 'show':
      return show(call, units);
    default:
      await process.err(`drydock: not simulated: systemctl ${call.operands.join(' ')}\n`);
      return 126;
  }
}

const groupOf = ({ kernel }: Process, unit: string): Cgroup | undefined =>
  kernel.cgroup.children.get('system.slice')?.children.get(unit);

/** A service that runs, or the socket that starts one. */
const isActive = (process: Process, unit: string): boolean =>
  groupOf(process, unit) !== undefined ||
  Object.entries(UNITS).some(([name, { triggeredBy }]) => triggeredBy === unit && groupOf(process, name) !== undefined);

const mainOf = (group: Cgroup): Process | undefined => [...group.processes][0];

async function each(
  call: Call,
  units: readonly string[],
  answer: (isThere: boolean) => readonly [string, number],
): Promise<number> {
  let worst = 0;
  for (const unit of units) {
    const [text, code] = answer(isActive(call.process, unit));
    call.print(`${text}\n`);
    worst = Math.max(worst, code);
  }
  return worst;
}

async function show(call: Call, units: readonly string[]): Promise<number> {
  const property = call.operands
    .map((word) => /^(?:-p|--property=?)(.*)$/.exec(word)?.[1])
    .find((word) => word !== undefined);
  if (property !== 'MainPID') {
    await call.process.err(`drydock: not simulated: systemctl ${call.operands.join(' ')}\n`);
    return 126;
  }
  for (const unit of units) {
    const group = groupOf(call.process, unit);
    call.print(`MainPID=${(group && mainOf(group)?.hostPid) ?? 0}\n`);
  }
  return 0;
}

async function status(call: Call, units: readonly string[]): Promise<number> {
  let worst = 0;
  for (const [index, unit] of units.entries()) {
    const group = groupOf(call.process, unit);
    const main = group && mainOf(group);
    if (group === undefined || main === undefined) {
      await call.flush();
      await call.process.err(`Unit ${unit} could not be found.\n`);
      worst = 4;
      continue;
    }
    if (index > 0) call.print('\n');
    call.print(describe(unit, group, main));
  }
  return worst;
}

function describe(unit: string, group: Cgroup, main: Process): string {
  const known = UNITS[unit];
  const now = main.kernel.clock.now();
  const since = strftime('%a %Y-%m-%d %H:%M:%S UTC', main.startTime);
  const rows: (readonly [string, string])[] = [
    ['Loaded', `loaded (/usr/lib/systemd/system/${unit}; enabled; preset: enabled)`],
    ['Active', `active (running) since ${since}; ${ago(now - main.startTime)} ago`],
    ...(known?.triggeredBy === undefined ? [] : [['TriggeredBy', `● ${known.triggeredBy}`] as const]),
    ...(known === undefined ? [] : [['Docs', known.documentation] as const]),
    ['Main PID', `${main.hostPid} (${main.comm})`],
    ['Tasks', String(group.processCount())],
    ['Memory', `${size(group.memoryCurrent)} (peak: ${size(group.memoryPeak)})`],
    ['CPU', `${Math.round(group.cpuTime())}ms`],
    ['CGroup', group.path],
  ];
  const head = `● ${unit} - ${known?.description ?? unit}\n`;
  const members = [...group.processes];
  const tree = members.map(
    (process, index) =>
      `${' '.repeat(13)}${index === members.length - 1 ? '└─' : '├─'}${process.hostPid} ${process.argv.join(' ')}\n`,
  );
  return head + rows.map(([label, text]) => `${label.padStart(11)}: ${text}\n`).join('') + tree.join('');
}

/** `512K`, `3.4M` */
function size(bytes: number): string {
  if (bytes < 1024) return `${bytes}B`;
  const [value, unit] =
    bytes < 2 ** 20 ? [bytes / 1024, 'K'] : bytes < 2 ** 30 ? [bytes / 2 ** 20, 'M'] : [bytes / 2 ** 30, 'G'];
  return `${Number(value.toFixed(1))}${unit}`;
}

/** `45s`, `5min`, `2h 3min` */
function ago(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return minutes < 5 && seconds % 60 > 0 ? `${minutes}min ${seconds % 60}s` : `${minutes}min`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours}h` : `${hours}h ${minutes % 60}min`;
}
