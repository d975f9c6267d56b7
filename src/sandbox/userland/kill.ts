import { Errno } from '../kernel/errno.ts';
import { parseSignal, type Signal, SIGNALS, signalOf } from '../kernel/signal.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

export const kill: Tool = {
  name: 'kill',
  about: 'Send a signal (TERM by default) to processes',
  gnu: { raw: true, usage: '[options] <pid> [...]', package: 'procps-ng 4.0.2' },
  busybox: { raw: true, usage: '[-l] [-SIG] PID...' },
  async run(call) {
    const args = [...call.operands];
    const first = args[0];
    if (first === '-l' || first === '-L' || first === '--list') return list(call, args[1]);
    let signal: Signal | 0 = 'TERM';
    if (first === '-s' || first === '-n' || first === '--signal') {
      args.shift();
      signal = await read(call, args.shift() ?? '');
    } else if (first !== undefined && first !== '--' && /^-./.test(first)) {
      signal = await read(call, (args.shift() ?? '').slice(1));
    }
    if (args[0] === '--') args.shift();
    if (args.length === 0) {
      if (!call.gnu) return call.die('you need to specify whom to kill');
      await call.process.err('\nUsage:\n kill [options] <pid> [...]\n');
      return 1;
    }
    for (const text of args) await send(call, text, signal);
    return call.status;
  },
};

async function read(call: Call, text: string): Promise<Signal | 0> {
  if (text === '0') return 0;
  const signal = parseSignal(text);
  if (signal !== undefined) return signal;
  return call.die(call.gnu ? `unknown signal name ${text}` : `bad signal name '${text}'`);
}

async function send(call: Call, text: string, signal: Signal | 0): Promise<void> {
  const { process } = call;
  if (!/^-?\d+$/.test(text)) {
    return call.complain(call.gnu ? `failed to parse argument: '${text}'` : `invalid number '${text}'`);
  }
  try {
    const targets = targetsOf(call, Number(text));
    if (targets.length === 0) throw new Errno('ESRCH');
    for (const target of targets) process.kill(target, signal);
    process.checkSignals();
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await call.complain(call.gnu ? `(${text}): ${error.message}` : `can't kill pid ${text}: ${error.message}`);
  }
}

/** Process, own group (0), everybody (-1), or a group (-N). */
function targetsOf({ process }: Call, pid: number) {
  const all = [...process.namespaces.pid.processes.values()];
  if (pid > 0) return all.filter((other) => other.pidIn(process.namespaces.pid) === pid);
  if (pid === 0) return all.filter((other) => other.group === process.group);
  if (pid === -1) return all.filter((other) => other !== process && other.pidIn(process.namespaces.pid) !== 1);
  return all.filter((other) => other.group.pidIn(process.namespaces.pid) === -pid);
}

function list(call: Call, text: string | undefined): number {
  if (text === undefined) {
    const names = Object.entries(SIGNALS);
    call.print(
      call.gnu
        ? `${names.map(([name]) => name).join(' ')}\n`
        : names.map(([name, number]) => `${String(number).padStart(2)}) ${name}\n`).join(''),
    );
    return 0;
  }
  const number = Number(text);
  const signal = Number.isNaN(number) ? parseSignal(text) : signalOf(number > 128 ? number - 128 : number);
  if (signal === undefined) return 1;
  call.print(`${Number.isNaN(number) ? SIGNALS[signal] : signal}\n`);
  return 0;
}
