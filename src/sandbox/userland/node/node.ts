import { decode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Process, Program } from '../../kernel/process.ts';
import { JavaScript, loadJavaScript, type Thrown } from './engine.ts';
import { NodeMachine } from './machine.ts';

const nodeVersion = (process: Process): string => process.env.get('NODE_VERSION') ?? '18.20.4';

/** Options that change nothing that a script here could see. */
const IGNORED = /^--(enable-source-maps|no-warnings|max-old-space-size=\d+|trace-warnings|unhandled-rejections=\w+)$/;

/** node: runs scripts. Its modules are those of node/library.ts. */
export const node: Program = async (process) => {
  const version = nodeVersion(process);
  const args = process.argv.slice(1);
  let code: string | undefined;
  let print = false;
  while (args[0]?.startsWith('-') === true && args[0] !== '-') {
    const word = args.shift() ?? '';
    if (word === '--') break;
    if (word === '-v' || word === '--version') {
      await process.out(`v${version}\n`);
      return 0;
    }
    if (/^(-e|--eval|-p|--print|-pe)$/.test(word)) {
      print = word !== '-e' && word !== '--eval';
      code = args.shift();
      if (code === undefined) {
        await process.err(`${process.argv[0] ?? 'node'}: ${word} requires an argument\n`);
        return 9;
      }
    } else if (!IGNORED.test(word)) {
      if (/^--(inspect|watch|test|import|require|loader|env-file|check|permission|experimental)|^-[rci]$/.test(word))
        await process.err(`drydock: not simulated: node ${word}\n`);
      else await process.err(`${process.argv[0] ?? 'node'}: bad option: ${word}\n`);
      return 9;
    }
  }
  let file: string | undefined;
  if (code === undefined) {
    file = args.shift();
    if (file === undefined || file === '-') {
      if (process.files.get(0)?.terminal !== undefined) {
        await process.err("drydock: not simulated: node's prompt\n");
        return 1;
      }
      code = decode(await process.readAll());
      file = undefined;
    }
  }
  const engine = await process.kernel.clock.outside(loadJavaScript());
  const machine = new NodeMachine(process);
  const full =
    file === undefined ? undefined : file.startsWith('/') ? file : `${process.cwd.replace(/\/$/, '')}/${file}`;
  const argv = ['/usr/local/bin/node', ...(full === undefined ? [] : [full]), ...args];
  const script = new JavaScript(engine, machine, argv, version);
  const run = new Run(process, machine, script, version);
  try {
    return code === undefined ? await run.file(full ?? '') : await run.text(code, print);
  } finally {
    machine.close();
  }
};

class Run {
  readonly #process: Process;
  readonly #machine: NodeMachine;
  readonly #script: JavaScript;
  readonly #version: string;

  constructor(process: Process, machine: NodeMachine, script: JavaScript, version: string) {
    this.#process = process;
    this.#machine = machine;
    this.#script = script;
    this.#version = version;
  }

  async text(code: string, print: boolean): Promise<number> {
    const thrown = this.#script.evaluate(code, print);
    return thrown === undefined ? this.#loop() : this.#fail(thrown, code);
  }

  async file(path: string): Promise<number> {
    const file = this.#script.main(path);
    if (typeof file !== 'string') return this.#fail(file);
    const { thrown, done } = this.#script.run(file);
    return thrown === undefined ? this.#loop(done) : this.#fail(thrown);
  }

  /** Lets things happen until nothing can any more. */
  async #loop(done?: () => boolean | Thrown): Promise<number> {
    let code: number | undefined;
    for (;;) {
      const thrown = this.#script.settle() ?? rejected(done);
      if (thrown !== undefined) return this.#fail(thrown);
      await this.#machine.flush();
      if (this.#machine.exitCode !== undefined) return this.#machine.exitCode;
      if (this.#script.endless) return this.#endless();
      const pause = this.#process.step();
      if (pause !== undefined) await pause;
      const event = this.#machine.events.shift();
      if (event !== undefined) {
        const result = this.#script.event(...event);
        if (result.thrown !== undefined) return this.#fail(result.thrown);
        code = result.code ?? code;
      } else if (this.#machine.alive) await this.#machine.wait();
      else break;
    }
    if (done !== undefined && done() === false) {
      await this.#process.err('Warning: Detected unsettled top-level await\n');
      return 13;
    }
    const { thrown, code: wanted } = this.#script.event('ending');
    if (thrown !== undefined) return this.#fail(thrown);
    await this.#machine.flush();
    return this.#machine.exitCode ?? wanted ?? code ?? 0;
  }

  async #endless(): Promise<number> {
    await this.#machine.flush();
    await this.#process.err('drydock: not simulated: node: a script that computes for so long without a pause\n');
    return 1;
  }

  /** An error that nobody caught: where, what, and the version. */
  async #fail(thrown: Thrown, code?: string): Promise<number> {
    await this.#machine.flush();
    if (this.#machine.exitCode !== undefined) return this.#machine.exitCode;
    if (this.#script.endless) return this.#endless();
    const { isError } = thrown;
    const text = thrown.text
      .replace(/^(\w+: )'([^']*)' is not defined/, '$1$2 is not defined')
      .replace(/^(\w+: )cannot read property '([^']*)' of (\w+)/, "$1Cannot read properties of $3 (reading '$2')")
      .replace(/^(\w+: )cannot set property '([^']*)' of (\w+)/, "$1Cannot set properties of $3 (setting '$2')");
    const stack = thrown.stack.replace(/^.*node:internal.*\n?/gm, '');
    if (text.startsWith('Error: drydock: not simulated')) {
      await this.#process.err(`${(text.split('\n')[0] ?? '').slice('Error: '.length)}\n`);
      return 1;
    }
    const place = text.includes("code: 'MODULE_NOT_FOUND'")
      ? 'node:internal/modules/cjs/loader:1568\n  throw err;\n  ^\n\n'
      : this.#place(stack, code);
    const hint = isError ? '' : '\n(Use `node --trace-uncaught ...` to show where the exception was thrown)';
    await this.#process.err(`${isError ? place : 'Uncaught:\n'}${text}${hint}\n\nNode.js v${this.#version}\n`);
    return 1;
  }

  /** The line of the script with a mark below it. */
  #place(stack: string, code: string | undefined): string {
    const [, file = '', line = '0', column = '1'] = /\(?((?:\/|\[eval)[^\s():]*):(\d+)(?::(\d+))?\)?/.exec(stack) ?? [];
    if (file === '') return '';
    const source = code ?? this.#read(file);
    const shown = source.split('\n')[Number(line) - 1] ?? '';
    return `${file}:${line}\n${shown}\n${' '.repeat(Math.max(0, Number(column) - 1))}^\n\n`;
  }

  #read(file: string): string {
    try {
      return decode(this.#process.fs.readFile(file));
    } catch (error) {
      if (error instanceof Errno) return '';
      throw error;
    }
  }
}

function rejected(done?: () => boolean | Thrown): Thrown | undefined {
  const state = done?.();
  return typeof state === 'object' ? state : undefined;
}
