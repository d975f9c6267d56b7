import { Errno } from '../kernel/errno.ts';
import { blocksOf } from './ls/long.ts';
import { joinPath } from './text/path.ts';
import { humanSize, humanSizeBusybox, parseSize } from './text/size.ts';
import type { Call } from './tool/call.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';

export const du: Tool = {
  name: 'du',
  about: 'Show how much room files take, directories with all below them',
  gnu: {
    short: 'abB:cd:DhHklLmPsSx0',
    long: 'all=a apparent-size=A bytes=b block-size:=B total=c max-depth:=d human-readable=h si=H dereference=L summarize=s separate-dirs=S one-file-system=x exclude: null=0',
    usage: '[OPTION]... [FILE]...\n[OPTION]... --files0-from=F',
  },
  busybox: { short: 'aHLd:clsxhmkb', usage: '[-aHLdclsxhmk] [FILE]...' },
  async run(call) {
    const measure = new Measure(call);
    let total = 0;
    for (const path of call.operands.length === 0 ? ['.'] : call.operands) total += await measure.of(path, 0);
    if (call.has('c')) measure.show(total, 'total');
    return call.status;
  },
};

class Measure {
  readonly #call: Call;
  readonly #depth: number;
  readonly #seen = new Set<string>();

  constructor(call: Call) {
    this.#call = call;
    this.#depth = call.has('s') ? 0 : Number(call.value('d') ?? Infinity);
  }

  show(bytes: number, path: string): void {
    const call = this.#call;
    const unit = call.has('b')
      ? 1
      : call.has('m')
        ? 2 ** 20
        : (parseSize(call.value('B')?.replace(/^(?=[a-zA-Z])/, '1') ?? '') ?? 1024);
    const human = call.options.lastOf('hH') === 'h';
    const text = human
      ? call.gnu
        ? humanSize(bytes)
        : bytes === 0
          ? '0'
          : humanSizeBusybox(bytes)
      : String(Math.ceil(bytes / unit));
    call.print(`${text}\t${path}\n`);
  }

  /** Bytes of a path and all below it. */
  async of(path: string, depth: number): Promise<number> {
    const call = this.#call;
    const { fs } = call.process;
    await call.process.step();
    try {
      const stat = call.has('L') || (depth === 0 && call.has('D')) ? fs.stat(path) : fs.lstat(path);
      const key = `${stat.dev}:${stat.ino}`;
      if (stat.nlink > 1 && stat.type !== 'directory') {
        if (this.#seen.has(key)) return 0;
        this.#seen.add(key);
      }
      let bytes = call.has('b') || call.has('A') ? stat.size : blocksOf(stat) * 512;
      if (stat.type === 'directory') {
        for (const { name } of fs.readdir(path)) bytes += await this.of(joinPath(path, name), depth + 1);
      }
      if (depth === 0 || (depth <= this.#depth && (stat.type === 'directory' || call.has('a')))) this.show(bytes, path);
      return bytes;
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      const words =
        error.code === 'EACCES' ? `cannot read directory ${quoteName(path)}` : `cannot access ${quoteName(path)}`;
      await call.complain(call.gnu ? `${words}: ${error.message}` : `${path}: ${error.message}`);
      return 0;
    }
  }
}
