import { decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { Process } from '../../../kernel/process.ts';
import { globToRegExp } from './include.ts';
import { numberedError } from '../errno-number.ts';
import { checkDirective, type Context, contextOf } from './directives.ts';

/** A line of the configuration, with what stands in its braces. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly block: Directive[] | undefined;
  /** `/etc/nginx/nginx.conf:12` */
  readonly place: string;
}

/** What stops nginx: `[emerg]` and these words. */
export class Emergency extends Error {}

interface Token {
  readonly text: string;
  readonly line: number;
  /** Of a word in quotes, braces and semicolons are letters. */
  readonly quoted: boolean;
}

function* tokens(text: string): Generator<Token> {
  let line = 1;
  let index = 0;
  while (index < text.length) {
    const letter = text[index] ?? '';
    if (letter === '\n') line++;
    if (/\s/.test(letter)) index++;
    else if (letter === '#') while (index < text.length && text[index] !== '\n') index++;
    else if (letter === ';' || letter === '{' || letter === '}') {
      yield { text: letter, line, quoted: false };
      index++;
    } else if (letter === '"' || letter === "'") {
      let word = '';
      for (index++; index < text.length && text[index] !== letter; index++) {
        if (text[index] === '\n') line++;
        if (text[index] === '\\' && index + 1 < text.length) {
          index++;
          const escaped = text[index] ?? '';
          word += ESCAPES[escaped] ?? (escaped === letter || escaped === '\\' ? escaped : `\\${escaped}`);
        } else word += text[index] ?? '';
      }
      if (index >= text.length) return yield { text: UNFINISHED, line, quoted: true };
      index++;
      yield { text: word, line, quoted: true };
    } else {
      let word = '';
      for (; index < text.length && !/[\s;{]/.test(text[index] ?? ''); index++) {
        if (text[index] === '$' && text[index + 1] === '{') {
          word += '${';
          index++;
        } else if (text[index] === '\\' && index + 1 < text.length && /["'\s;{}\\]/.test(text[index + 1] ?? '')) {
          word += text[++index] ?? '';
        } else word += text[index] ?? '';
      }
      yield { text: word, line, quoted: false };
    }
  }
  yield { text: END, line, quoted: false };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
const END = '';
const UNFINISHED = '\0';

/** Reads a file of configuration with those that it includes. @throws {Emergency} */
export function readConfiguration(process: Process, path: string, context: Context = 'main', within = ''): Directive[] {
  let text: string;
  try {
    text = decode(process.fs.readFile(path));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new Emergency(`open() "${path}" failed (${numberedError(error)})${within}`);
  }
  // The catalogue knows the size of such a file, not its text (mime.types of Debian's image).
  return parse(process, text.includes('\0') ? '' : text, context, path);
}

/** @param source the file's name, or `command line` */
export function parse(process: Process, text: string, context: Context, source: string): Directive[] {
  const stream = tokens(text);
  const place = (line: number) => (source === 'command line' ? 'command line' : `${source}:${line}`);

  function block(inside: Context, nested: boolean): Directive[] {
    const directives: Directive[] = [];
    let words: string[] = [];
    for (;;) {
      const { value: token } = stream.next();
      const { text: word, line, quoted } = token ?? { text: END, line: 0, quoted: false };
      if (quoted && word === UNFINISHED)
        throw new Emergency(`unexpected end of file, expecting ";" or "}" in ${place(line)}`);
      if (!quoted && word === END) {
        if (words.length > 0) throw new Emergency(`unexpected end of file, expecting ";" or "}" in ${place(line)}`);
        if (nested) throw new Emergency(`unexpected end of file, expecting "}" in ${place(line)}`);
        return directives;
      }
      if (!quoted && word === '}') {
        if (words.length > 0 || !nested) throw new Emergency(`unexpected "}" in ${place(line)}`);
        return directives;
      }
      if (!quoted && (word === ';' || word === '{')) {
        const [name, ...args] = words;
        if (name === undefined) throw new Emergency(`unexpected "${word}" in ${place(line)}`);
        words = [];
        if (inside === 'types' || inside === 'map') {
          directives.push({ name, args, block: undefined, place: place(line) });
          continue;
        }
        const problem = checkDirective(name, args, word === '{', inside, directives);
        if (problem !== undefined) throw new Emergency(`${problem} in ${place(line)}`);
        if (name === 'include') directives.push(...include(process, args[0] ?? '', inside, place(line)));
        else if (word === ';') directives.push({ name, args, block: undefined, place: place(line) });
        else directives.push({ name, args, place: place(line), block: block(contextOf(name), true) });
        continue;
      }
      words.push(word);
    }
  }
  return block(context, false);
}

/** Of a pattern, links that lead nowhere are left out: the catalogue lacks the modules that Debian's image links to. */
function include(process: Process, given: string, context: Context, place: string): Directive[] {
  const path = given.startsWith('/') ? given : `/etc/nginx/${given}`;
  if (!/[*?[]/.test(path)) return readConfiguration(process, path, context, ` in ${place}`);
  const slash = path.lastIndexOf('/');
  const directory = path.slice(0, slash) || '/';
  if (!process.fs.exists(directory)) return [];
  const pattern = globToRegExp(path.slice(slash + 1));
  const names = process.fs
    .readdir(directory)
    .map(({ name }) => name)
    .filter((name) => pattern.test(name) && !name.startsWith('.') && process.fs.exists(`${directory}/${name}`));
  return names.sort().flatMap((name) => readConfiguration(process, `${directory}/${name}`, context, ` in ${place}`));
}
