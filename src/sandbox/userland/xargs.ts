import { decode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import { exitCode } from '../kernel/exit-status.ts';
import type { Process } from '../kernel/process.ts';
import { readInput } from './tool/input.ts';
import { quoteName } from './tool/quote.ts';
import { lookUp } from './tool/run-program.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

/** Characters of a command line. */
const MAX_LINE = 131_072;

export const xargs: Tool = {
  name: 'xargs',
  about: 'Run a program on every word of standard input',
  gnu: {
    short: '0a:d:E:I:L:n:oP:prs:tx',
    long: 'null=0 arg-file:=a delimiter:=d eof::=E replace::=I max-lines::=L max-args:=n open-tty=o max-procs:=P interactive=p no-run-if-empty=r max-chars:=s verbose=t exit=x show-limits process-slot-var:',
    usage: '[OPTION]... COMMAND [INITIAL-ARGS]...',
    package: 'GNU findutils) 4.9.0',
    leading: true,
  },
  busybox: { short: '0a:E:e::I:i::L:l::n:oP:prs:tx', usage: '[OPTIONS] [PROG ARGS]', leading: true },
  async run(call) {
    const file = call.value('a');
    const text = decode(file === undefined ? await call.process.readAll() : await readInput(call.process, file));
    const command = call.operands.length === 0 ? ['echo'] : call.operands;
    const replace = call.value('I') ?? (call.gnu ? undefined : call.value('i'));
    const words = await split(call, text, replace !== undefined);
    const runner = new Runner(call, file === undefined);
    if (replace !== undefined) {
      const mark = replace === '' ? '{}' : replace;
      for (const word of words) await runner.run(command.map((part) => part.replaceAll(mark, word)));
    } else {
      if (words.length === 0) {
        if (call.has('r')) return 0;
        await runner.run(command);
      }
      const most = Number(call.value('n') ?? call.value('L') ?? Infinity);
      for (let start = 0; start < words.length;) {
        const batch: string[] = [];
        let length = command.join(' ').length;
        while (start < words.length && batch.length < most) {
          const word = words[start] ?? '';
          if (length + word.length + 1 > Number(call.value('s') ?? MAX_LINE) && batch.length > 0) break;
          batch.push(word);
          length += word.length + 1;
          start++;
        }
        await runner.run([...command, ...batch]);
      }
    }
    return runner.finish();
  },
};

async function split(call: Call, text: string, byLine: boolean): Promise<string[]> {
  const delimiter = call.has('0')
    ? '\0'
    : call.value('d')?.replace('\\n', '\n').replace('\\t', '\t').replace('\\0', '\0');
  if (delimiter !== undefined) {
    const parts = text.split(delimiter);
    if (parts.at(-1) === '') parts.pop();
    return parts;
  }
  if (byLine || call.has('L')) {
    const lines = text
      .split('\n')
      .map((line) => line.trimStart())
      .filter((line) => line !== '');
    return byLine ? lines : lines.map((line) => line.trimEnd());
  }
  const words: string[] = [];
  let word: string | undefined;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === '\\') word = (word ?? '') + (text[++index] ?? '');
    else if (character === '"' || character === "'") {
      const end = text.indexOf(character, index + 1);
      if (end < 0 || text.slice(index, end).includes('\n')) {
        const kind = character === '"' ? 'double' : 'single';
        return call.die(
          call.gnu
            ? `unmatched ${kind} quote; by default quotes are special to xargs unless you use the -0 option`
            : `unmatched ${kind} quote`,
        );
      }
      word = (word ?? '') + text.slice(index + 1, end);
      index = end;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  const end = call.value('E');
  const stop = end === undefined || end === '' ? -1 : words.indexOf(end);
  return stop < 0 ? words : words.slice(0, stop);
}

class Runner {
  readonly #call: Call;
  readonly #limit: number;
  readonly #ownsInput: boolean;
  #running: Process[] = [];
  #status = 0;

  constructor(call: Call, ownsInput: boolean) {
    this.#call = call;
    this.#ownsInput = ownsInput;
    this.#limit = Number(call.value('P') ?? 1) || Infinity;
  }

  async run(argv: readonly string[]): Promise<void> {
    const { process } = this.#call;
    if (this.#call.has('t')) await process.err(`${argv.join(' ')}\n`);
    while (this.#running.length >= this.#limit) await this.#reapOne();
    try {
      const files = new Map(process.files);
      if (this.#ownsInput) files.set(0, process.open('/dev/null'));
      this.#running.push(process.spawn({ ...lookUp(process, argv), files }));
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await this.finish();
      const name = argv[0] ?? '';
      await this.#call.die(
        this.#call.gnu
          ? `${name}: ${error.message}`
          : `${quoteName(name)}: ${error.message}`.replace(/^'(.*)':/, '$1:'),
        error.code === 'ENOENT' ? 127 : 126,
      );
    }
    while (this.#running.length >= this.#limit) await this.#reapOne();
  }

  async #reapOne(): Promise<void> {
    const child = this.#running.shift();
    if (child === undefined) return;
    const status = await this.#call.process.wait(child);
    const code = exitCode(status);
    if (status.kind === 'killed') this.#status = 125;
    else if (code === 255) {
      await this.#call.warn(`${child.argv[0] ?? ''}: exited with status 255; aborting`);
      this.#call.process.exit(124);
    } else if (code !== 0) this.#status = Math.max(this.#status, 123);
  }

  async finish(): Promise<number> {
    while (this.#running.length > 0) await this.#reapOne();
    return this.#status;
  }
}
