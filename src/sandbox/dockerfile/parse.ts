import { DockerfileError, type LineRange } from './error.ts';
import { type Heredoc, heredocsOf } from './heredoc.ts';
import { splitLine } from './words.ts';

/** An instruction before anyone looked at its arguments. */
export interface InstructionNode {
  /** As written: `From`. */
  readonly keyword: string;
  readonly flags: readonly string[];
  /** What follows keyword and flags, continuation lines joined. */
  readonly rest: string;
  /** Keyword, flags and arguments in one line. */
  readonly original: string;
  readonly heredocs: readonly Heredoc[];
  readonly range: LineRange;
  /** Comments directly above. */
  readonly comments: readonly string[];
}

export interface ParsedDockerfile {
  readonly text: string;
  readonly nodes: readonly InstructionNode[];
  /** `\` or a backtick. */
  readonly escape: string;
  /** `syntax`, `escape`, `check`, with the line that says so. */
  readonly directives: ReadonlyMap<string, { readonly value: string; readonly line: number }>;
  /** Last lines of instructions that have an empty line in them. */
  readonly emptyContinuations: readonly number[];
}

const DIRECTIVE = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/;
const KNOWN_DIRECTIVES = new Set(['syntax', 'escape', 'check']);
const TAKES_HEREDOC = new Set(['ADD', 'COPY', 'RUN']);

type Directives = Map<string, { value: string; line: number }>;

function readDirectives(lines: readonly string[]): Directives {
  const directives: Directives = new Map();
  for (const [index, line] of lines.entries()) {
    const [, key = '', value = ''] = DIRECTIVE.exec(line.trim()) ?? [];
    const name = key.toLowerCase();
    if (!KNOWN_DIRECTIVES.has(name)) break;
    if (name === 'escape' && value !== '\\' && value !== '`') {
      throw new DockerfileError(`invalid escape token '${value}' does not match \` or \\`);
    }
    const before = directives.get(name);
    if (before !== undefined) {
      const place = { start: before.line, end: before.line };
      throw new DockerfileError(`only one ${name} parser directive can be used`, place);
    }
    directives.set(name, { value, line: index + 1 });
  }
  return directives;
}

/** The lines of a Dockerfile one after another. */
class LineReader {
  readonly #lines: readonly string[];
  #next = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** Number of the line that was read last, from 1. */
  get number(): number {
    return this.#next;
  }

  read(): string | undefined {
    const line = this.#lines[this.#next];
    if (line !== undefined) this.#next++;
    return line;
  }
}

const isComment = (line: string): boolean => line.trimStart().startsWith('#');

/**
 * Splits a Dockerfile into instructions.
 *
 * @throws {DockerfileError} `the Dockerfile cannot be empty`, `unterminated heredoc`, …
 * @see buildkit frontend/dockerfile/parser/parser.go, Parse
 */
export function parseDockerfile(source: string): ParsedDockerfile {
  const text = source.replace(/^\uFEFF/, '');
  if (text === '') throw new DockerfileError('the Dockerfile cannot be empty');
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  if (lines.at(-1) === '') lines.pop();
  const directives = readDirectives(lines);
  const escape = directives.get('escape')?.value ?? '\\';
  const continued = escape === '\\' ? /\\[ \t]*$/ : /`[ \t]*$/;
  const reader = new LineReader(lines);
  const nodes: InstructionNode[] = [];
  const emptyContinuations: number[] = [];
  let comments: string[] = [];
  for (let raw = reader.read(); raw !== undefined; raw = reader.read()) {
    const start = reader.number;
    if (isComment(raw)) {
      comments.push(raw.trim().slice(1).trim());
      continue;
    }
    let line = raw.trimStart();
    let open = continued.test(line);
    if (!open && line.trim() === '') {
      comments = [];
      continue;
    }
    line = line.replace(continued, '');
    let isEmpty = false;
    while (open) {
      const more = reader.read();
      if (more === undefined) break;
      if (isComment(more)) continue;
      if (more.trim() === '') {
        isEmpty = true;
        continue;
      }
      open = continued.test(more);
      line += more.replace(continued, '');
    }
    if (isEmpty) emptyContinuations.push(reader.number);
    if (line.trim() === '') continue;
    const split = splitLine(line, escape);
    const heredocs = TAKES_HEREDOC.has(split.keyword.toUpperCase()) ? readHeredocs(reader, line, start) : [];
    const range = { start, end: reader.number };
    nodes.push({ ...split, original: line.trim(), heredocs, range, comments });
    comments = [];
  }
  if (nodes.length === 0) {
    const last = lines.length;
    throw new DockerfileError('file with no instructions', { start: last, end: last });
  }
  return { text, nodes, escape, directives, emptyContinuations };
}

function readHeredocs(reader: LineReader, line: string, start: number): Heredoc[] {
  return heredocsOf(line).map((heredoc) => {
    let content = '';
    for (;;) {
      const next = reader.read();
      if (next === undefined) throw new DockerfileError('unterminated heredoc', { start, end: reader.number });
      if ((heredoc.chomp ? next.replace(/^\t+/, '') : next) === heredoc.name) return { ...heredoc, content };
      content += `${next}\n`;
    }
  });
}
