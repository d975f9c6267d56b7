import { Errno } from '../../kernel/errno.ts';
import { isThere } from '../cp.ts';
import { baseName, joinPath } from '../text/path.ts';
import type { Call } from '../tool/call.ts';
import { quoteName } from '../tool/quote.ts';
import type { Tool } from '../tool/tool.ts';
import { Expression } from './expression.ts';
import type { Test, Visited } from './visited.ts';

export const find: Tool = {
  name: 'find',
  about: 'Look for files below directories that an expression holds for',
  gnu: { raw: true, usage: '[-H] [-L] [-P] [path...] [expression]', package: 'GNU findutils) 4.9.0' },
  busybox: { raw: true, usage: '[-HL] [PATH]... [OPTIONS] [ACTIONS]' },
  async run(call) {
    const words = [...call.operands];
    let follow = false;
    while (/^-[HLP]$/.test(words[0] ?? '')) follow = words.shift() === '-L';
    const paths: string[] = [];
    while (words[0] !== undefined && !/^(-.+|[!()])$/.test(words[0])) paths.push(words.shift() ?? '');
    const expression = new Expression(call, words);
    const test = await expression.compile();
    expression.follow ||= follow;
    const walk = new Walk(call, expression, test);
    for (const path of paths.length === 0 ? ['.'] : paths) await walk.visit(path, 0, path);
    await expression.finish();
    return Math.max(call.status, expression.status);
  },
};

class Walk {
  readonly #call: Call;
  readonly #expression: Expression;
  readonly #test: Test;
  /** Of the path that the walk began with. */
  #device: number | undefined;

  constructor(call: Call, expression: Expression, test: Test) {
    this.#call = call;
    this.#expression = expression;
    this.#test = test;
  }

  async visit(path: string, depth: number, start: string): Promise<void> {
    const call = this.#call;
    const { fs } = call.process;
    const { minDepth, maxDepth, depthFirst, follow, staysOnDevice } = this.#expression;
    await call.process.step();
    try {
      const stat = follow && fs.exists(path) ? fs.stat(path) : fs.lstat(path);
      if (depth === 0) this.#device = stat.dev;
      const file: Visited = { path, name: baseName(path), stat, depth, start };
      const look = async () => {
        this.#expression.pruned = false;
        if (depth >= minDepth) await this.#test(file);
        await call.drain();
      };
      if (!depthFirst) await look();
      const pruned = this.#expression.pruned && !depthFirst;
      const elsewhere = staysOnDevice && stat.dev !== this.#device;
      if (stat.type === 'directory' && depth < maxDepth && !pruned && !elsewhere && isThere(call, path)) {
        for (const { name } of fs.readdir(path)) await this.visit(joinPath(path, name), depth + 1, start);
      }
      if (depthFirst) await look();
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await call.complain(
        call.gnu ? `${quoteName(path)}: ${error.message}`.replace(/^'([^']*)'/, "'$1'") : `${path}: ${error.message}`,
      );
    }
  }
}
