import {
  type HereDoc,
  parse,
  type Script,
  type Statement,
  type SyntaxNode,
  type Word,
  type WordPart,
  forEachChild,
} from 'unbash';
import { syntaxError, type SyntaxProblem } from './syntax-error.ts';

const CACHE_SIZE = 200;
const scripts = new Map<string, ReturnType<typeof parse>>();

/** A parsed text; the same text is parsed once. */
export function parseText(text: string): ReturnType<typeof parse> {
  const known = scripts.get(text);
  if (known !== undefined) return known;
  const script = parse(text);
  if (scripts.size >= CACHE_SIZE) scripts.clear();
  scripts.set(text, script);
  return script;
}

/** What can be run of a text: complete lines, and what is wrong with the line after them. */
export interface Program {
  readonly statements: readonly Statement[];
  readonly problem: SyntaxProblem | undefined;
}

/** Cuts off the lines from the first syntax error on, as a shell reads: line by line. */
export function parseProgram(text: string): Program {
  const script = parseText(text);
  const problem = findProblem(text, script);
  if (problem === undefined) return { statements: script.commands, problem: undefined };
  // A broken construct leaves a statement behind that ends where it begins.
  const before = script.commands.filter(({ pos, end }) => end <= problem.pos && end > pos);
  // A list ends with its line: commands on the line of the error aren't run.
  let last = before.at(-1);
  while (last !== undefined && !text.slice(last.end, problem.start ?? problem.pos).includes('\n')) {
    before.pop();
    last = before.at(-1);
  }
  return { statements: before, problem };
}

function findProblem(text: string, script: ReturnType<typeof parse>): SyntaxProblem | undefined {
  const own = script.errors?.[0];
  const nested = nestedError(script);
  const first = own === undefined || (nested !== undefined && nested.pos < own.pos) ? nested : own;
  return first === undefined ? undefined : syntaxError(text, script.errors ?? [first], first);
}

/** Substitutions are parsed when somebody looks at them, and keep their errors. */
function nestedError(node: SyntaxNode | Script): { message: string; pos: number } | undefined {
  let found: { message: string; pos: number } | undefined;
  const visit = (child: SyntaxNode) => {
    if (found !== undefined) return;
    if (child.type === 'Script' && 'errors' in child && child.source === undefined) found = child.errors?.[0];
    found ??= nestedError(child);
  };
  forEachChild(node as SyntaxNode, visit);
  return found;
}

/** Whether a shell would print PS2 and read on: a quote, a here-document, `if`, `{`, a pipe… is still open. */
export function needsMoreInput(text: string): boolean {
  if (/(?:^|[^\\])(?:\\\\)*\\\n?$/.test(text)) return true;
  const script = parseText(text);
  if (findProblem(text, script)?.incomplete === true) return true;
  return script.errors === undefined && openHereDocument(script) !== undefined;
}

/** The first here-document whose delimiter never comes. */
export function openHereDocument(node: SyntaxNode | Script): HereDoc | undefined {
  let open: HereDoc | undefined;
  forEachChild(node as SyntaxNode, (child) => {
    if (open !== undefined) return;
    open = child.type === 'HereDoc' && child.closing === undefined ? child : openHereDocument(child);
  });
  return open;
}

/** Words that stand in these texts, one each. */
export function parseWords(texts: readonly string[]): Word[] {
  return texts.flatMap((text) => {
    const command = parse(`: ${text}`).commands[0]?.command;
    const words = command?.type === 'Command' ? command.args : [];
    return words.filter((word): word is Word => word.type === 'Word');
  });
}

const quoted = new Map<string, readonly WordPart[]>();

/** The parts of a text that is read as in a here-document: only `$`, backquotes and backslashes mean something. */
export function parseQuoted(text: string): readonly WordPart[] {
  const known = quoted.get(text);
  if (known !== undefined) return known;
  const end = 'DRYDOCK_END_OF_TEXT';
  const command = parse(`: <<${end}\n${text}\n${end}\n`).commands[0]?.command;
  const document = command?.type === 'Command' ? command.redirects[0] : undefined;
  const body = document?.type === 'HereDoc' ? document.body : undefined;
  const parts = withoutLastNewline(body?.parts, text);
  if (quoted.size >= CACHE_SIZE) quoted.clear();
  quoted.set(text, parts);
  return parts;
}

function withoutLastNewline(parts: readonly WordPart[] | undefined, text: string): readonly WordPart[] {
  const whole: WordPart = { type: 'Literal', pos: 0, end: text.length, text, value: text };
  if (parts === undefined) return [whole];
  const last = parts.at(-1);
  if (last?.type !== 'Literal' || !last.value.endsWith('\n')) return parts;
  const value = last.value.slice(0, -1);
  return [...parts.slice(0, -1), { type: 'Literal', pos: last.pos, end: last.end, text: last.text, value }];
}
