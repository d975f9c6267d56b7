import { forEachChild, parse, type Command, type Redirection, type SyntaxNode } from 'unbash';
import type { Part } from './part.ts';

const OPERATORS: Readonly<Record<string, string>> = {
  '|': 'what the left prints goes to the input of the right',
  '|&': 'output and errors of the left go to the input of the right',
  '&&': 'the right runs only if the left ended with 0',
  '||': 'the right runs only if the left failed',
  ';': 'then, whatever the result',
  '&': 'in the background: the prompt is back at once',
};

const REDIRECTS: Readonly<Record<string, string>> = {
  '>': 'writes the output into a file, which is emptied first',
  '>>': 'appends the output to a file',
  '<': 'reads the input from a file',
  '<>': 'opens a file for reading and writing',
  '>&': 'sends one stream where another goes',
  '<&': 'reads from where another stream reads',
  '>|': 'writes into a file, even where the shell guards existing ones',
  '&>': 'writes output and errors into a file',
  '&>>': 'appends output and errors to a file',
  '<<<': 'gives a word as input',
  '<<': 'gives the lines that follow as input',
  '<<-': 'gives the lines that follow as input, without their leading tabs',
};

/** The commands of a line, and what the shell does between them. */
export interface ShellLine {
  readonly commands: readonly Command[];
  readonly parts: readonly Part[];
  /** What the shell would refuse; the first mistake. */
  readonly error?: string;
}

/** Takes a line apart as bash does. Substitutions such as `$(docker ps -q)` are commands of their own. */
export function readShell(line: string): ShellLine {
  const script = parse(line);
  const commands: Command[] = [];
  const parts: Part[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command') {
      commands.push(node);
      for (const redirect of node.redirects) parts.push(redirection(line, redirect));
    }
    if (node.type === 'Pipeline' || node.type === 'AndOr') parts.push(...operators(line, node));
    forEachChild(node, (child) => void visit(child));
  };
  visit(script);
  const error = script.errors?.[0]?.message;
  return { commands, parts, ...(error === undefined ? {} : { error }) };
}

function operators(line: string, node: Extract<SyntaxNode, { type: 'Pipeline' | 'AndOr' }>): Part[] {
  return node.operators.flatMap((operator, index): Part[] => {
    const left = node.commands[index];
    if (left === undefined) return [];
    const start = line.indexOf(operator, left.end);
    if (start < 0) return [];
    return [{ start, end: start + operator.length, text: operator, kind: 'operator', says: OPERATORS[operator] ?? '' }];
  });
}

function redirection(line: string, redirect: Redirection): Part {
  const { pos: start, end, operator } = redirect;
  const text = line.slice(start, end);
  const number = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : undefined;
  const stream = number === 2 ? ' (2 is the stream of errors)' : '';
  const says = text.endsWith('2>&1') ? 'sends errors where the output goes' : `${REDIRECTS[operator] ?? ''}${stream}`;
  return { start, end, text, kind: 'redirect', says };
}
