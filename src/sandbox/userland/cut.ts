import { concat, decode, encode } from '../kernel/bytes.ts';
import { eachInput, lineBatches, plainly } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

type Range = readonly [from: number, to: number];

export const cut: Tool = {
  name: 'cut',
  about: 'Print chosen parts of each line',
  gnu: {
    short: 'b:c:d:f:nsz',
    long: 'bytes:=b characters:=c delimiter:=d fields:=f complement only-delimited=s output-delimiter:=O zero-terminated=z',
    usage: 'OPTION... [FILE]...',
  },
  busybox: {
    short: 'b:c:f:d:sDO:F:n',
    long: 'output-delimiter:=O',
    usage: '{-b|c LIST | -f|F LIST [-d SEP] [-s]} [-D] [-O SEP] [FILE]...',
  },
  async run(call) {
    const kinds = call.options.given.filter(([key]) => 'bcfF'.includes(key));
    const [first] = kinds;
    if (first === undefined)
      return call.misuse(call.gnu ? 'you must specify a list of bytes, characters, or fields' : undefined);
    if (kinds.length > 1) return call.misuse(call.gnu ? 'only one type of list may be specified' : undefined);
    const [kind, text] = first;
    const delimiter = call.value('d') ?? '\t';
    if (call.gnu && call.has('d') && kind !== 'f')
      return call.misuse('an input delimiter may be specified only when operating on fields');
    if (call.gnu && [...delimiter].length > 1) return call.misuse('the delimiter must be a single character');
    if (call.gnu && call.has('s') && kind !== 'f')
      return call.misuse('suppressing non-delimited lines makes sense\n\tonly when operating on fields');
    const ranges = readRanges(text);
    if (typeof ranges === 'string') {
      if (!call.gnu) return call.die(ranges === 'zero' ? 'invalid range 0-0' : `invalid range '${text}'`);
      const thing = kind === 'f' ? 'field' : 'byte/character';
      if (ranges === 'zero')
        return call.misuse(
          kind === 'f' ? 'fields are numbered from 1' : 'byte/character positions are numbered from 1',
        );
      if (ranges === 'decreasing') return call.misuse('invalid decreasing range');
      if (ranges === 'endless') return call.misuse('invalid range with no endpoint: -');
      return call.misuse(
        kind === 'f' ? `invalid field value ${call.quote(ranges)}` : `invalid ${thing} position ${call.quote(ranges)}`,
      );
    }
    const wants = (number: number) =>
      ranges.some(([from, to]) => number >= from && number <= to) !== call.has('complement');
    const separator = call.value('O') ?? (kind === 'f' ? delimiter : '');
    const end = call.has('z') ? '\0' : '\n';
    const pick = (line: string): string | undefined => {
      if (kind !== 'f') return pickOctets(line, wants, separator, ranges);
      if (!line.includes(delimiter)) return call.has('s') ? undefined : line;
      return line
        .split(delimiter)
        .filter((_, index) => wants(index + 1))
        .join(separator);
    };
    await eachInput(call, call.operands, { open: plainly }, async (fd) => {
      for await (const batch of lineBatches(call.process, fd, call.has('z') ? 0 : 10)) {
        for (const { text: line } of batch) {
          const picked = pick(line);
          if (picked !== undefined) call.print(picked + end);
        }
        await call.flush();
      }
    });
    return call.status;
  },
};

function pickOctets(
  line: string,
  wants: (number: number) => boolean,
  separator: string,
  ranges: readonly Range[],
): string {
  const bytes = encode(line);
  const kept: number[][] = [];
  let last = -1;
  bytes.forEach((byte, index) => {
    if (!wants(index + 1)) return;
    const starts = ranges.some(([from]) => from === index + 1);
    if (last !== index - 1 || kept.length === 0 || (starts && separator !== '')) kept.push([]);
    kept.at(-1)?.push(byte);
    last = index;
  });
  return decode(
    concat(
      kept
        .flatMap((part, index) => (index === 0 ? [Uint8Array.from(part)] : [encode(separator), Uint8Array.from(part)]))
        .concat(new Uint8Array(0)),
    ),
  );
}

/** Ranges of a list such as `1,3-5,7-`, or what is wrong with it. */
function readRanges(text: string): Range[] | string {
  const ranges: Range[] = [];
  for (const part of text.split(/[,\s]+/)) {
    const [, from, dash, to] = /^(\d*)(-?)(\d*)$/.exec(part) ?? [];
    if (from === undefined) return part;
    if (from === '' && to === '') return dash === '-' ? 'endless' : 'zero';
    const low = from === '' ? 1 : Number(from);
    const high = dash === '' ? low : to === '' ? Infinity : Number(to);
    if (low === 0 || high === 0) return 'zero';
    if (high < low) return 'decreasing';
    ranges.push([low, high]);
  }
  return ranges;
}
