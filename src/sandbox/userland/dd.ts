import { Errno } from '../kernel/errno.ts';
import { humanSize, parseSize } from './text/size.ts';
import type { Call } from './tool/call.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';
import type { Bytes } from '../kernel/bytes.ts';
import { concat } from '../kernel/bytes.ts';

export const dd: Tool = {
  name: 'dd',
  about: 'Copy a file in blocks',
  gnu: { raw: true, usage: '[OPERAND]...\nOPTION' },
  busybox: { raw: true, usage: '[if=FILE] [of=FILE] [ibs=N obs=N/bs=N] [count=N] [skip=N] [seek=N]' },
  async run(call) {
    const { process } = call;
    const settings = new Map<string, string>();
    for (const word of call.operands) {
      const [, key = '', value = ''] = /^([a-z]+)=(.*)$/.exec(word) ?? [];
      if (!'if of bs ibs obs cbs count skip seek conv status iflag oflag'.split(' ').includes(key)) {
        return call.gnu ? call.misuse(`unrecognized operand ${call.quote(word)}`) : call.misuse();
      }
      settings.set(key, value);
    }
    const size = async (key: string, fallback: number): Promise<number> => {
      const text = settings.get(key);
      if (text === undefined) return fallback;
      const value = text.split('x').reduce<number | undefined>((product, part) => {
        const factor = parseSize(part);
        return product === undefined || factor === undefined ? undefined : product * factor;
      }, 1);
      return value ?? call.die(call.gnu ? `invalid number: ${call.quote(text)}` : `invalid number '${text}'`);
    };
    const both = await size('bs', 512);
    const input = await size('ibs', both);
    const count = await size('count', Infinity);
    const conversions = (settings.get('conv') ?? '').split(',');
    try {
      const [from, to] = [settings.get('if'), settings.get('of')];
      if (from !== undefined) process.setFile(0, process.open(from));
      if (to !== undefined)
        process.setFile(
          1,
          process.open(to, {
            write: true,
            create: true,
            truncate: !conversions.includes('notrunc') && !settings.has('seek'),
          }),
        );
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      const path = error.path ?? '';
      return call.die(
        call.gnu ? `failed to open ${quoteName(path)}: ${error.message}` : `can't open '${path}': ${error.message}`,
      );
    }
    const start = process.kernel.clock.now();
    const seek = await size('seek', 0);
    if (seek > 0) process.files.get(1)?.seek(seek * both);
    for (let skip = await size('skip', 0); skip > 0; skip--) await block(call, input);
    const total = { whole: 0, part: 0, bytes: 0, written: '0+0' };
    try {
      while (total.whole + total.part < count) {
        const bytes = await block(call, input);
        if (bytes === null) break;
        if (bytes.length === input) total.whole++;
        else total.part++;
        const padded =
          conversions.includes('sync') && bytes.length < input
            ? concat([bytes, new Uint8Array(input - bytes.length)])
            : bytes;
        await process.out(padded);
        total.bytes += bytes.length;
        total.written = `${total.whole}+${total.part}`;
      }
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await call.complain(
        call.gnu
          ? `error writing ${quoteName(settings.get('of') ?? 'standard output')}: ${error.message}`
          : `error writing '${settings.get('of') ?? 'standard output'}': ${error.message}`,
      );
    }
    if (settings.get('status') !== 'none')
      await report(call, total, (process.kernel.clock.now() - start) / 1000, settings.get('status'));
    return call.status;
  },
};

/** One block: of a file or device all of it, of a pipe what one read gives. */
async function block({ process }: Call, size: number): Promise<Bytes | null> {
  const first = await process.read(0, size);
  if (first === null || first.length === size || process.files.get(0)?.kind === 'pipe') return first;
  const parts = [first];
  for (let length = first.length; length < size;) {
    const more = await process.read(0, size - length);
    if (more === null) break;
    parts.push(more);
    length += more.length;
  }
  return concat(parts);
}

async function report(
  call: Call,
  total: { whole: number; part: number; bytes: number; written: string },
  seconds: number,
  status?: string,
): Promise<void> {
  const { whole, part, bytes, written } = total;
  const records = `${whole}+${part} records in\n${written} records out\n`;
  const time = Math.max(seconds, 1e-6);
  const rate = bytes / time;
  const broken = !call.gnu && call.status !== 0; // busybox says no more then
  if (status === 'noxfer' || broken) return call.process.err(records);
  if (!call.gnu) {
    const shown = (value: number) => `${value >= 1024 ? humanSizeOf(value) : `${value} bytes`}`;
    return call.process.err(
      `${records}${bytes} bytes (${shown(bytes)}) copied, ${time.toFixed(6)} seconds, ${shown(Math.round(rate))}/s\n`,
    );
  }
  const si = (value: number) => humanSize(value, 1000).replace(/([kMGT])$/, ' $1B');
  const binary = humanSize(bytes).replace(/([KMGT])$/, ' $1iB');
  const sizes = bytes >= 1024 ? ` (${si(bytes)}, ${binary})` : bytes >= 1000 ? ` (${si(bytes)})` : '';
  await call.process.err(
    `${records}${bytes} byte${bytes === 1 ? '' : 's'}${sizes} copied, ${Number(time.toPrecision(6))} s, ${rate < 1000 ? `${Math.round(rate)} B` : si(rate)}/s\n`,
  );
}

function humanSizeOf(bytes: number): string {
  const letters = 'KMGT';
  let value = bytes;
  let index = -1;
  while (value >= 1024 && index < letters.length - 1) {
    value /= 1024;
    index++;
  }
  return `${value.toFixed(1)}${letters[index] ?? ''}B`;
}
