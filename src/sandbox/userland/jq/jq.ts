import { decode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { Call } from '../tool/call.ts';
import { readInput } from '../tool/input.ts';
import { evaluate } from './evaluate.ts';
import { parseFilter } from './parse.ts';
import { type Scope, standardScope, UndefinedName } from './scope.ts';
import { type Filter, SyntaxProblem } from './syntax.ts';
import { JqError, type Json, type Style, truthy, write } from './value.ts';
import { readJson } from './read.ts';

/** Arguments as jq reads them: `--arg NAME VALUE` takes two, so its options are its own. */
interface Settings {
  filter: string | undefined;
  readonly files: string[];
  readonly letters: Set<string>;
  readonly variables: Map<string, Json>;
  indent: string;
}

/** Runs jq 1.6. */
export async function runJq(call: Call): Promise<number> {
  const settings = await readArguments(call);
  if (settings.filter === undefined) {
    await call.process.err('Usage:\tjq [OPTIONS] FILTER [FILES...]\n\tjq [OPTIONS] --args FILTER [ARGUMENTS...]\n');
    return 2;
  }
  let filter: Filter;
  try {
    filter = parseFilter(settings.filter);
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    await call.process.err(
      `jq: error: ${error.message} (Unix shell quoting issues?) at <top-level>, line 1:\n${settings.filter}${error.atEnd ? ' ' : '  '}\njq: 1 compile error\n`,
    );
    return 3;
  }
  const scope = standardScope();
  scope.variables.set('ENV', Object.fromEntries(call.process.env));
  for (const [name, value] of settings.variables) scope.variables.set(name, value);
  scope.variables.set('__now', call.process.kernel.clock.now() / 1000);
  scope.variables.set('named', Object.fromEntries(settings.variables));
  return new Runner(call, settings, filter, scope).run();
}

class Runner {
  readonly #call: Call;
  readonly #settings: Settings;
  readonly #filter: Filter;
  readonly #scope: Scope;
  /** What is still to be read, and the line on which it ends. */
  readonly #inputs: [Json, number][] = [];
  #status = 0;
  #last: Json | undefined;

  constructor(call: Call, settings: Settings, filter: Filter, scope: Scope) {
    this.#call = call;
    this.#settings = settings;
    this.#filter = filter;
    this.#scope = scope;
    scope.nextInput = () => this.#inputs.shift()?.[0];
  }

  async run(): Promise<number> {
    const { letters, files } = this.#settings;
    const texts: string[] = [];
    if (!letters.has('n')) {
      for (const path of files.length === 0 ? ['-'] : files) {
        try {
          texts.push(decode(await readInput(this.#call.process, path)));
        } catch (error) {
          if (!(error instanceof Errno)) throw error;
          await this.#say(`error: Could not open ${path}: ${error.message}`, 2);
        }
      }
    }
    const text = texts.join('\n');
    if (letters.has('n')) await this.#apply(null);
    else if (letters.has('R')) {
      if (letters.has('s')) await this.#apply(text);
      else for (const line of text.replace(/\n$/, '').split('\n')) await this.#apply(line);
    } else {
      const problem = readJson(text, (value, line) => this.#inputs.push([value, line]));
      if (letters.has('s')) {
        const all = this.#inputs.splice(0).map(([value]) => value);
        if (problem === undefined) await this.#apply(all);
      } else
        for (let next = this.#inputs.shift(); next !== undefined; next = this.#inputs.shift())
          await this.#apply(...next);
      if (problem !== undefined) {
        this.#status = 4;
        await this.#call.flush();
        await this.#call.process.err(`parse error: ${problem}\n`);
      }
    }
    if (this.#status === 0 && letters.has('e')) return this.#last === undefined ? 4 : truthy(this.#last) ? 0 : 1;
    return this.#status;
  }

  async #say(message: string, status: number): Promise<void> {
    this.#status = status;
    await this.#call.flush();
    await this.#call.process.err(`jq: ${message}\n`);
  }

  async #apply(input: Json, line = 0): Promise<void> {
    try {
      for (const value of evaluate(this.#filter, input, this.#scope)) {
        this.#print(value);
        await this.#call.drain();
      }
    } catch (error) {
      if (error instanceof UndefinedName) {
        const { filter } = this.#settings;
        await this.#say(
          `error: ${error.message} is not defined at <top-level>, line 1:\n${filter ?? ''}\njq: 1 compile error`,
          3,
        );
        this.#call.process.exit(3);
      }
      if (!(error instanceof JqError)) throw error;
      await this.#say(
        `error (at ${this.#settings.letters.has('n') ? '<unknown>' : `<stdin>:${line}`}): ${error.message}`,
        5,
      );
    }
  }

  #print(value: Json): void {
    const { letters, indent } = this.#settings;
    this.#last = value;
    const raw = letters.has('r') || letters.has('j');
    const style: Style = {
      indent: letters.has('c') ? '' : indent,
      sortKeys: letters.has('S'),
      color: letters.has('C'),
    };
    let text = raw && typeof value === 'string' ? value : write(value, style);
    if (letters.has('a'))
      text = text.replace(
        /[\u0080-\uffff]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    this.#call.print(letters.has('j') ? text : `${text}\n`);
  }
}

const LONG: Readonly<Record<string, string>> = {
  'compact-output': 'c',
  'raw-output': 'r',
  'join-output': 'j',
  'null-input': 'n',
  slurp: 's',
  'raw-input': 'R',
  'exit-status': 'e',
  'sort-keys': 'S',
  'color-output': 'C',
  'monochrome-output': 'M',
  'ascii-output': 'a',
  tab: 'tab',
  unbuffered: 'unbuffered',
};

async function readArguments(call: Call): Promise<Settings> {
  const settings: Settings = { filter: undefined, files: [], letters: new Set(), variables: new Map(), indent: '  ' };
  const words = [...call.operands];
  const positional: Json[] = [];
  let rest: 'files' | 'args' | 'jsonargs' = 'files';
  const take = (word: string) => {
    if (settings.filter === undefined) settings.filter = word;
    else if (rest === 'files') settings.files.push(word);
    else positional.push(rest === 'args' ? word : (JSON.parse(word) as Json));
  };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (!word.startsWith('-') || word === '-') take(word);
    else if (word === '--') for (const operand of words.splice(0)) take(operand);
    else if (word === '--arg') settings.variables.set(words.shift() ?? '', words.shift() ?? '');
    else if (word === '--argjson')
      settings.variables.set(words.shift() ?? '', JSON.parse(words.shift() ?? 'null') as Json);
    else if (word === '--slurpfile' || word === '--rawfile') {
      const name = words.shift() ?? '';
      const text = decode(await readInput(call.process, words.shift() ?? ''));
      const values: Json[] = [];
      if (word === '--slurpfile') readJson(text, (value) => values.push(value));
      settings.variables.set(name, word === '--rawfile' ? text : values);
    } else if (word === '--indent') settings.indent = ' '.repeat(Number(words.shift()));
    else if (word === '--args') rest = 'args';
    else if (word === '--jsonargs') rest = 'jsonargs';
    else if (word === '-f' || word === '--from-file')
      settings.filter = decode(await readInput(call.process, words.shift() ?? ''));
    else if (word.startsWith('--')) {
      const letter = LONG[word.slice(2)];
      if (letter === undefined) return unknown(call, word);
      settings.letters.add(letter);
    } else {
      for (const letter of word.slice(1)) {
        if (!'crjnsReSCMa'.includes(letter)) return unknown(call, word);
        settings.letters.add(letter);
      }
    }
  }
  if (settings.letters.has('tab')) settings.indent = '\t';
  if (positional.length > 0) settings.variables.set('__positional', positional);
  return settings;
}

async function unknown(call: Call, word: string): Promise<never> {
  await call.process.err(
    `jq: Unknown option ${word}\nUse jq --help for help with command-line options,\nor see the jq manpage, or online docs  at https://stedolan.github.io/jq\n`,
  );
  return call.process.exit(2);
}
