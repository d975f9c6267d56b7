import { Errno } from '../kernel/errno.ts';
import { parseDate, parseStamp } from './text/parse-date.ts';
import type { Call } from './tool/call.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';

export const touch: Tool = {
  name: 'touch',
  about: 'Set the time of files to now; make those that are not there',
  gnu: {
    short: 'acd:fhmr:t:',
    long: 'no-create=c date:=d no-dereference=h reference:=r time:',
    usage: '[OPTION]... FILE...',
  },
  busybox: {
    short: 'cd:hamr:t:f',
    long: 'no-create=c date:=d no-dereference=h reference:=r',
    usage: '[-cham] [-d DATE] [-t DATE] [-r FILE] FILE...',
  },
  async run(call) {
    const time = await chosenTime(call);
    if (call.operands.length === 0) return call.misuse(call.gnu ? 'missing file operand' : undefined);
    for (const path of call.operands) await touchFile(call, path, time);
    return call.status;
  },
};

/** ms since the epoch; undefined for now */
async function chosenTime(call: Call): Promise<number | undefined> {
  const reference = call.value('r');
  const stamp = call.value('t');
  const date = call.value('d');
  if (reference !== undefined) {
    try {
      return call.process.fs.stat(reference).mtime;
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return call.die(
        call.gnu
          ? `failed to get attributes of ${quoteName(reference)}: ${error.message}`
          : `${reference}: ${error.message}`,
      );
    }
  }
  if (stamp === undefined && date === undefined) return undefined;
  const now = call.process.kernel.clock.now();
  const time = stamp === undefined ? parseDate(date ?? '', now) : parseStamp(stamp, now);
  if (time !== undefined) return time;
  return call.die(
    call.gnu && stamp === undefined
      ? `invalid date format ${call.quote(date ?? '')}`
      : `invalid date ${call.gnu ? 'format ' : ''}${call.quote(stamp ?? date ?? '')}`,
  );
}

async function touchFile(call: Call, path: string, time: number | undefined): Promise<void> {
  const { process } = call;
  try {
    if (!process.fs.exists(path)) {
      if (call.has('c')) return;
      process.open(path, { write: true, create: true }).retain().release();
      if (time === undefined) return;
    }
    process.fs.utimes(path, time ?? process.kernel.clock.now(), { now: time === undefined, follow: !call.has('h') });
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    const words = error.code === 'EPERM' ? 'setting times of' : 'cannot touch';
    await call.complain(call.gnu ? `${words} ${quoteName(path)}: ${error.message}` : `${path}: ${error.message}`);
  }
}
