import type { Bytes } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import type { Call } from './tool/call.ts';
import { eachInput, plainly } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

type Counts = Readonly<Record<'l' | 'w' | 'm' | 'c' | 'L', number>>;
const ORDER = ['l', 'w', 'm', 'c', 'L'] as const;
const ZERO: Counts = { l: 0, w: 0, m: 0, c: 0, L: 0 };

export const wc: Tool = {
  name: 'wc',
  about: 'Count lines, words and bytes',
  gnu: {
    short: 'clLmw',
    long: 'bytes=c chars=m lines=l max-line-length=L words=w total:',
    usage: '[OPTION]... [FILE]...',
  },
  busybox: { short: 'cmlwL', usage: '[-cmlwL] [FILE]...' },
  async run(call) {
    const asked = ORDER.filter((key) => call.has(key));
    const shown = asked.length > 0 ? asked : (['l', 'w', 'c'] as const);
    const width = columnWidth(call, shown.length);
    const total = { ...ZERO };
    const show = (counts: Counts, path: string | undefined) => {
      const cells = shown.map((key) => String(counts[key]).padStart(width));
      call.print(`${[...cells, ...(path === undefined ? [] : [path])].join(' ')}\n`);
    };
    const add = (counts: Counts, path: string) => {
      for (const key of ORDER) total[key] = key === 'L' ? Math.max(total.L, counts.L) : total[key] + counts[key];
      show(counts, call.operands.length === 0 ? undefined : path);
    };
    await eachInput(call, call.operands, { open: plainly }, async (fd, path) => {
      const counter = new Counter();
      try {
        for await (const chunk of call.process.chunks(fd)) counter.add(chunk);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await call.complain(`${path}: ${error.message}`);
      }
      add(counter.counts(), path);
    });
    if (call.operands.length > 1) show(total, 'total');
  },
};

/** GNU: as wide as all files together need, 7 where a size isn't known. BusyBox: 9, one column alone unpadded. */
function columnWidth(call: Call, columns: number): number {
  const { fs } = call.process;
  if (!call.gnu) return columns === 1 && call.operands.length <= 1 ? 0 : 9;
  if (columns === 1 && call.operands.length <= 1) return 0;
  if (call.operands.length === 0) return call.process.files.get(0)?.kind === 'file' ? 0 : 7;
  let sum = 0;
  let least = 1;
  for (const path of call.operands) {
    if (path === '-' || !fs.exists(path)) continue;
    const stat = fs.stat(path);
    if (stat.type === 'file') sum += stat.size;
    else least = 7;
  }
  if (call.operands.includes('-')) least = 7;
  return Math.max(least, String(sum).length);
}

class Counter {
  #lines = 0;
  #words = 0;
  #characters = 0;
  #octets = 0;
  #longest = 0;
  #column = 0;
  #inWord = false;

  add(chunk: Bytes): void {
    this.#octets += chunk.length;
    for (const byte of chunk) {
      if ((byte & 0xc0) !== 0x80) this.#characters++;
      const blank = byte === 32 || (byte >= 9 && byte <= 13);
      if (!blank && !this.#inWord) this.#words++;
      this.#inWord = !blank;
      if (byte === 10) {
        this.#lines++;
        this.#column = 0;
      } else if (byte === 9) this.#column += 8 - (this.#column % 8);
      else if (byte >= 32 && (byte & 0xc0) !== 0x80) this.#column += 1;
      if (this.#column > this.#longest) this.#longest = this.#column;
    }
  }

  counts(): Counts {
    return { l: this.#lines, w: this.#words, m: this.#characters, c: this.#octets, L: this.#longest };
  }
}
