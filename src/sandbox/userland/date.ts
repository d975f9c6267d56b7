import { Errno } from '../kernel/errno.ts';
import { parseDate } from './text/parse-date.ts';
import { strftime } from './text/strftime.ts';
import { UTC, zoneAt, type Zone } from './text/time-zone.ts';
import { readLines } from './tool/input.ts';
import type { Call } from './tool/call.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';

export const date: Tool = {
  name: 'date',
  about: 'Print the date and time, in a format of your own with +FORMAT',
  gnu: {
    short: 'd:f:I::r:Rs:u',
    long: 'date:=d file:=f iso-8601::=I reference:=r rfc-email=R rfc-2822=R rfc-3339:=3 set:=s utc=u universal=u debug resolution',
    usage: '[OPTION]... [+FORMAT]\n[-u|--utc|--universal] [MMDDhhmm[[CC]YY][.ss]]',
  },
  busybox: {
    short: 'd:I::r:Rs:uD:k',
    long: 'date:=d iso-8601::=I reference:=r rfc-2822=R set:=s utc=u',
    usage: '[OPTIONS] [+FMT] [[-s] TIME]',
  },
  async run(call) {
    const { clock } = call.process.kernel;
    const format = call.operands.find((word) => word.startsWith('+'))?.slice(1);
    const others = call.operands.filter((word) => !word.startsWith('+'));
    const [first, second] = others;
    if (call.gnu && second !== undefined) return call.extraOperand(second);
    const set = call.value('s') ?? first;
    const pattern = format ?? chosenFormat(call);
    if (set !== undefined) return setClock(call, set, pattern, call.value('s') === undefined);
    const path = call.value('f');
    if (path !== undefined) {
      for (const text of await readLines(call.process, path))
        call.print(`${show(call, pattern, await read(call, text))}\n`);
      return call.status;
    }
    const text = call.value('d');
    const reference = call.value('r');
    const time =
      text !== undefined
        ? await read(call, text)
        : reference !== undefined
          ? await timeOf(call, reference)
          : clock.now();
    call.print(`${show(call, pattern, time)}\n`);
    return call.status;
  },
};

function chosenFormat(call: Call): string {
  if (call.has('R')) return '%a, %d %b %Y %H:%M:%S %z';
  if (call.has('I')) return ISO[call.value('I') || 'date'] ?? '%Y-%m-%d';
  if (call.has('3'))
    return { date: '%Y-%m-%d', ns: '%Y-%m-%d %H:%M:%S.%N%:z' }[call.value('3') ?? ''] ?? '%Y-%m-%d %H:%M:%S%:z';
  return '%a %b %e %H:%M:%S %Z %Y';
}

const ISO: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H%:z',
  minutes: '%Y-%m-%dT%H:%M%:z',
  seconds: '%Y-%m-%dT%H:%M:%S%:z',
  ns: '%Y-%m-%dT%H:%M:%S,%N%:z',
};

const zoneOf = (call: Call, time: number): Zone => (call.has('u') ? UTC : zoneAt(call.process, time));

const show = (call: Call, pattern: string, time: number): string => strftime(pattern, time, zoneOf(call, time));

/** A day or an hour of the clock on the wall: not `@0`, `2 days ago` or `12:00 UTC`. */
const isLocal = (text: string) => /\d{4}-\d\d?-\d|\d:\d\d/.test(text) && !/Z|UTC|GMT|[-+]\d\d:?\d\d\s*$/.test(text);

async function read(call: Call, text: string): Promise<number> {
  const time = parseDate(text, call.process.kernel.clock.now());
  if (time === undefined) return call.die(`invalid date ${call.quote(text)}`);
  return isLocal(text) ? time - zoneOf(call, time).seconds * 1000 : time;
}

async function timeOf(call: Call, path: string): Promise<number> {
  try {
    return call.process.fs.stat(path).mtime;
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return call.die(
      call.gnu
        ? `${quoteName(path).replace(/^'|'$/g, '')}: ${error.message}`
        : `can't stat '${path}': ${error.message}`,
    );
  }
}

/** Nobody may set the clock here: containers lack the right, and the host's clock is the reader's own. */
async function setClock(call: Call, text: string, pattern: string, digits: boolean): Promise<number> {
  const { process } = call;
  const time = digits && call.gnu && !/^\d{8}/.test(text) ? undefined : parseDate(text, process.kernel.clock.now());
  if (time === undefined) return call.die(`invalid date ${call.quote(text)}`);
  if (!process.has('CAP_SYS_TIME')) {
    await call.complain(
      call.gnu ? 'cannot set date: Operation not permitted' : `can't set date: Operation not permitted`,
    );
    if (call.gnu) call.print(`${show(call, pattern, time)}\n`);
    return 1;
  }
  await process.err(`drydock: not simulated: date -s (the clock is your own machine's)\n`);
  return 1;
}
