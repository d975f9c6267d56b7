import { HclNotSimulated } from './error.ts';
import { Scanner } from './scanner.ts';
import type { Expression } from './syntax.ts';

/** Operators, from those that bind least. */
const LEVELS = [['||'], ['&&'], ['==', '!='], ['<=', '>=', '<', '>'], ['+', '-'], ['*', '/', '%']];
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };

/** @param inside brackets: line ends mean nothing there */
export function readExpression(scanner: Scanner, inside = false): Expression {
  const test = readBinary(scanner, 0, inside);
  scanner.skip(inside);
  if (!scanner.take('?')) return test;
  const yes = readExpression(scanner, inside);
  scanner.skip(inside);
  if (!scanner.take(':')) scanner.fail('Missing false expression in conditional; Expected a colon here.');
  return { kind: 'choice', test, yes, no: readExpression(scanner, inside) };
}

function readBinary(scanner: Scanner, level: number, inside: boolean): Expression {
  const operators = LEVELS[level];
  if (operators === undefined) return readUnary(scanner, inside);
  let left = readBinary(scanner, level + 1, inside);
  for (;;) {
    scanner.skip(inside);
    const operator = operators.find((each) => scanner.take(each));
    if (operator === undefined) return left;
    left = { kind: 'binary', operator, left, right: readBinary(scanner, level + 1, inside) };
  }
}

function readUnary(scanner: Scanner, inside: boolean): Expression {
  scanner.skip(inside);
  if (scanner.take('!')) return { kind: 'not', of: readUnary(scanner, inside) };
  if (scanner.take('-')) return { kind: 'minus', of: readUnary(scanner, inside) };
  let value = readPrimary(scanner);
  for (;;) {
    if (scanner.peek() === '.' && /[A-Za-z_]/.test(scanner.peek(2).slice(1))) {
      scanner.at++;
      const [name = ''] = scanner.match(/[A-Za-z_][A-Za-z0-9_-]*/y) ?? [];
      value = { kind: 'index', of: value, key: { kind: 'literal', value: name } };
    } else if (scanner.peek() === '[') {
      scanner.at++;
      value = { kind: 'index', of: value, key: readExpression(scanner, true) };
      close(scanner, ']');
    } else return value;
  }
}

function close(scanner: Scanner, bracket: string): void {
  scanner.skip(true);
  if (!scanner.take(bracket)) throw new HclNotSimulated(`what stands before ${JSON.stringify(bracket)}`, scanner.line);
}

function readPrimary(scanner: Scanner): Expression {
  const start = scanner.at;
  if (scanner.take('"')) return readTemplate(scanner, '"');
  if (scanner.take('(')) {
    const inner = readExpression(scanner, true);
    close(scanner, ')');
    return inner;
  }
  if (scanner.take('[')) return readList(scanner);
  if (scanner.take('{')) return readObject(scanner);
  const heredoc = scanner.match(/<<(-?)([A-Za-z_]\w*)\r?\n/y);
  if (heredoc !== undefined) return readHeredoc(scanner, heredoc[2] ?? '', heredoc[1] === '-');
  const [digits] = scanner.match(/\d+(?:\.\d+)?/y) ?? [];
  if (digits !== undefined) return { kind: 'literal', value: Number(digits) };
  const [name] = scanner.match(/[A-Za-z_][A-Za-z0-9_-]*/y) ?? [];
  if (name === undefined) {
    return scanner.fail(
      'Invalid expression; Expected the start of an expression, but found an invalid expression token.',
    );
  }
  if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
  if (name === 'null') return { kind: 'literal', value: null };
  if (!scanner.take('(')) return { kind: 'variable', name, place: scanner.placeFrom(start) };
  const place = scanner.placeFrom(start);
  const args: Expression[] = [];
  for (;;) {
    scanner.skip(true);
    if (scanner.take(')')) return { kind: 'call', name, args, place };
    args.push(readExpression(scanner, true));
    scanner.skip(true);
    scanner.take(',');
  }
}

function readList(scanner: Scanner): Expression {
  const loop = readFor(scanner, ']');
  if (loop !== undefined) return loop;
  const items: Expression[] = [];
  for (;;) {
    scanner.skip(true);
    if (scanner.take(']')) return { kind: 'list', items };
    items.push(readExpression(scanner, true));
    scanner.skip(true);
    if (scanner.peek() !== ']' && !scanner.take(',')) close(scanner, ']');
  }
}

function readObject(scanner: Scanner): Expression {
  const loop = readFor(scanner, '}');
  if (loop !== undefined) return loop;
  const entries: (readonly [Expression, Expression])[] = [];
  for (;;) {
    scanner.skip(true);
    if (scanner.take('}')) return { kind: 'object', entries };
    const [name] = scanner.match(/[A-Za-z_][A-Za-z0-9_.-]*(?=\s*[=:])/y) ?? [];
    const key: Expression = name === undefined ? readExpression(scanner, true) : { kind: 'literal', value: name };
    scanner.skip(true);
    if (!scanner.take('=')) scanner.take(':');
    entries.push([key, readExpression(scanner)]);
    scanner.skip(true);
    scanner.take(',');
  }
}

/** `for k, v in x : …` behind an opening bracket. */
function readFor(scanner: Scanner, bracket: string): Expression | undefined {
  scanner.skip(true);
  const head = scanner.match(/for\s+(\w+)(?:\s*,\s*(\w+))?\s+in\s/y);
  if (head === undefined) return undefined;
  const over = readExpression(scanner, true);
  close(scanner, ':');
  let value = readExpression(scanner, true);
  let key: Expression | undefined;
  scanner.skip(true);
  if (scanner.take('=>')) {
    key = value;
    value = readExpression(scanner, true);
    scanner.skip(true);
  }
  const test = scanner.match(/if\s/y) === undefined ? undefined : readExpression(scanner, true);
  close(scanner, bracket);
  return { kind: 'for', names: [head[1] ?? '', ...(head[2] === undefined ? [] : [head[2]])], over, key, value, test };
}

function readTemplate(scanner: Scanner, end: string): Expression {
  const parts: Expression[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') parts.push({ kind: 'literal', value: text });
    text = '';
  };
  while (!(end !== '' && scanner.take(end))) {
    if (scanner.at >= scanner.text.length) {
      if (end === '') break;
      scanner.fail('Unterminated template string; No closing marker was found for the string.');
    }
    if (scanner.take('$${')) text += '${';
    else if (scanner.take('${')) {
      flush();
      parts.push(readExpression(scanner, true));
      close(scanner, '}');
    } else if (scanner.peek(2) === '%{') throw new HclNotSimulated('the template directive %{', scanner.line);
    else if (end !== '' && scanner.take('\\')) {
      text += ESCAPES[scanner.peek()] ?? scanner.peek();
      scanner.at++;
    } else {
      text += scanner.peek();
      scanner.at++;
    }
  }
  flush();
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'literal') return only;
  return { kind: 'template', parts };
}

function readHeredoc(scanner: Scanner, name: string, indented: boolean): Expression {
  const first = scanner.line;
  const lines: string[] = [];
  for (;;) {
    const found = scanner.match(/([^\n]*)(?:\n|$)/y);
    if (found === undefined || (found[0] === '' && scanner.at >= scanner.text.length)) break;
    if ((found[1] ?? '').trim() === name) {
      scanner.at--; // the line's end ends the setting
      break;
    }
    lines.push(found[1] ?? '');
  }
  const margin = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  const cut = indented && Number.isFinite(margin) ? lines.map((line) => line.slice(margin)) : lines;
  return readTemplate(new Scanner(cut.map((line) => `${line}\n`).join(''), scanner.file, first - 1), '');
}
