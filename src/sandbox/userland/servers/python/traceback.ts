import type { Interpreter } from './interpreter.ts';
import type { Expression } from './nodes.ts';
import type { Frame, PyError } from './values.ts';
import type { SyntaxFault } from './tokens.ts';

/** What Python says of an exception that nobody caught. */
export async function traceback(interpreter: Interpreter, error: PyError): Promise<string> {
  const lines = [...error.frames].reverse().flatMap((frame) => frameLines(interpreter, frame));
  const text = await interpreter.str(error.value);
  const { name } = error.value.type;
  const shown = MODULES[name] ?? name;
  return `Traceback (most recent call last):\n${lines.map((line) => `${line}\n`).join('')}${shown}${text === '' ? '' : `: ${text}`}\n`;
}

const MODULES: Readonly<Record<string, string>> = {
  JSONDecodeError: 'json.decoder.JSONDecodeError',
  URLError: 'urllib.error.URLError',
  HTTPError: 'urllib.error.HTTPError',
};

function frameLines({ sources }: Interpreter, { file, name, place, expression }: Frame): string[] {
  const at = expression?.line ?? place.line;
  const head = `  File "${file}", line ${at}, in ${name}`;
  const source = sources.get(file)?.split('\n')[at - 1];
  if (source === undefined) return [head];
  const stripped = source.trim();
  const lines = [head, `    ${stripped}`];
  if (expression !== undefined && expression.endLine === at) {
    const indent = source.length - source.trimStart().length;
    const marks = marksOf(expression);
    const whole = expression.column <= indent && expression.end >= indent + stripped.length;
    if (!whole || marks.includes('~')) lines.push(`    ${' '.repeat(Math.max(0, expression.column - indent))}${marks}`);
  }
  return lines;
}

/** `~~^~~` for an operation, `~^^^` for an index, `^^^^` else. */
function marksOf(node: Expression): string {
  const width = node.end - node.column;
  if (node.type === 'index' && node.object.endLine === node.line) {
    const head = node.object.end - node.column;
    return '~'.repeat(head) + '^'.repeat(width - head);
  }
  if (node.type === 'binary' && node.left.endLine === node.line) {
    const before = node.left.end - node.column;
    const gap = node.right.column - node.left.end;
    const space = Math.max(0, Math.floor((gap - node.operator.length) / 2));
    const operator = node.operator.length;
    return (
      '~'.repeat(before + space) + '^'.repeat(operator) + '~'.repeat(Math.max(0, width - before - space - operator))
    );
  }
  return '^'.repeat(width);
}

/** What Python says of a text that is no Python. */
export function syntaxText(source: string, file: string, fault: SyntaxFault): string {
  const line = source.split('\n')[fault.line - 1] ?? '';
  const indent = line.length - line.trimStart().length;
  const at = Math.max(0, fault.column - indent);
  const width = Math.max(1, fault.kind === 'IndentationError' ? 1 : fault.end - fault.column);
  return `  File "${file}", line ${fault.line}\n    ${line.trim()}\n    ${' '.repeat(at)}${'^'.repeat(width)}\n${fault.kind}: ${fault.message}\n`;
}
