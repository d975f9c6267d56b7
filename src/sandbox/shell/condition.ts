import type { TestExpression } from 'unbash';
import { evaluate } from './arithmetic/evaluate.ts';
import { ShellError } from './error.ts';
import { calculate } from './expand/arithmetic.ts';
import { patternExpression } from './expand/pattern.ts';
import { expandExpression, expandPattern, expandText } from './expand/word.ts';
import { elements, getElement, getParameter, setArray } from './parameter.ts';
import type { Shell } from './shell.ts';
import type { Stat } from '../kernel/fs/file-system.ts';

/** `[[ … ]]` */
export async function runTest(shell: Shell, node: TestExpression): Promise<boolean> {
  switch (node.type) {
    case 'TestUnary':
      return testUnary(shell, node.operator, await expandText(shell, node.operand));
    case 'TestBinary':
      return compareWords(shell, node);
    case 'TestLogical':
      for (const operand of node.operands) {
        if ((await runTest(shell, operand)) !== (node.operator === '&&')) return node.operator === '||';
      }
      return node.operator === '&&';
    case 'TestNot':
      return (await runTest(shell, node.operand)) !== (node.negations.length % 2 === 1);
    case 'TestGroup':
      return runTest(shell, node.expression);
  }
}

async function compareWords(shell: Shell, node: TestExpression & { type: 'TestBinary' }): Promise<boolean> {
  const { operator } = node;
  const left = await expandText(shell, node.left);
  const ignoreCase = shell.option('nocasematch');
  switch (operator) {
    case '=':
    case '==':
    case '!=': {
      const pattern = patternExpression(await expandPattern(shell, node.right), { ignoreCase });
      return pattern.test(left) === (operator !== '!=');
    }
    case '=~':
      return matchExpression(shell, left, await expandExpression(shell, node.right), ignoreCase);
    case '-eq':
    case '-ne':
    case '-lt':
    case '-le':
    case '-gt':
    case '-ge': {
      const right = await expandText(shell, node.right);
      return compareNumbers(operator, await calculate(shell, left), await calculate(shell, right));
    }
    default:
      return testBinary(shell, operator, left, await expandText(shell, node.right));
  }
}

function matchExpression(shell: Shell, text: string, source: string, ignoreCase: boolean): boolean {
  const translated = source
    .replace(/\[\[:(\w+):\]\]/g, (_, name: string) => `[${POSIX[name] ?? ''}]`)
    .replace(/\[:(\w+):\]/g, (_, name: string) => POSIX[name] ?? '');
  let expression: RegExp;
  try {
    expression = new RegExp(translated, ignoreCase ? 'is' : 's');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ShellError('', 2);
  }
  const match = expression.exec(text);
  setArray(shell, 'BASH_REMATCH', match === null ? [] : [...match].map((group) => group ?? ''));
  return match !== null;
}

const POSIX: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9', alpha: 'A-Za-z', blank: ' \\t', digit: '0-9', lower: 'a-z', punct: '!-\\/:-@\\[-`{-~',
  space: '\\s', upper: 'A-Z', xdigit: '0-9A-Fa-f',
}; // prettier-ignore

function compareNumbers(operator: string, left: bigint, right: bigint): boolean {
  switch (operator) {
    case '-eq':
      return left === right;
    case '-ne':
      return left !== right;
    case '-lt':
      return left < right;
    case '-le':
      return left <= right;
    case '-gt':
      return left > right;
    default:
      return left >= right;
  }
}

export const UNARY = /^-[abcdefghknoprstuvwxzGLNORS]$/;
export const BINARY = /^(?:=|==|!=|<|>|-eq|-ne|-lt|-le|-gt|-ge|-nt|-ot|-ef)$/;

function statOf(shell: Shell, path: string, follow = true): Stat | undefined {
  const { fs } = shell.process;
  if (path === '' || (follow && !fs.exists(path))) return undefined;
  if (follow) return fs.stat(path);
  const parent = path.replace(/\/*$/, '').replace(/[^/]*$/, '');
  return fs.exists(parent === '' ? '.' : parent) && entryExists(shell, path) ? fs.lstat(path) : undefined;
}

function entryExists(shell: Shell, path: string): boolean {
  const clean = path.replace(/\/*$/, '');
  const slash = clean.lastIndexOf('/');
  const { fs } = shell.process;
  const parent = slash < 0 ? '.' : slash === 0 ? '/' : clean.slice(0, slash);
  if (clean === '') return true;
  if (fs.stat(parent).type !== 'directory') return false;
  const name = clean.slice(slash + 1);
  return name === '.' || name === '..' || fs.readdir(parent).some((entry) => entry.name === name);
}

/** `-f path` and its like. */
export function testUnary(shell: Shell, operator: string, operand: string): boolean {
  switch (operator) {
    case '-z':
      return operand === '';
    case '-n':
      return operand !== '';
    case '-o':
      return shell.option(operand);
    case '-v':
      return isSet(shell, operand);
    case '-R':
      return shell.variables.own(operand)?.nameref === true;
    case '-t':
      return /^\d+$/.test(operand) && shell.file(Number(operand))?.terminal !== undefined;
    case '-h':
    case '-L':
      return statOf(shell, operand, false)?.type === 'symlink';
    default:
      return testFile(shell, operator, operand);
  }
}

function isSet(shell: Shell, text: string): boolean {
  const [, name, index] = /^([A-Za-z_]\w*)\[(.+)\]$/.exec(text) ?? [];
  if (name === undefined || index === undefined) return getParameter(shell, text) !== undefined;
  return index === '@' || index === '*'
    ? elements(shell, name).length > 0
    : getElement(shell, name, index) !== undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  '-f': 'file',
  '-d': 'directory',
  '-b': 'block',
  '-c': 'char',
  '-p': 'fifo',
  '-S': 'socket',
};

function testFile(shell: Shell, operator: string, path: string): boolean {
  const stat = statOf(shell, path);
  if (stat === undefined) return false;
  const type = TYPES[operator];
  if (type !== undefined) return stat.type === type;
  switch (operator) {
    case '-s':
      return stat.size > 0;
    case '-r':
    case '-w':
    case '-x':
      return shell.process.fs.may(path, operator.slice(1) as 'r' | 'w' | 'x');
    case '-u':
      return (stat.mode & 0o4000) !== 0;
    case '-g':
      return (stat.mode & 0o2000) !== 0;
    case '-k':
      return (stat.mode & 0o1000) !== 0;
    case '-O':
      return stat.uid === shell.process.uid;
    case '-G':
      return stat.gid === shell.process.gid;
    default:
      return true;
  }
}

/** `left = right`, `-eq`, `-nt`… of `test`; whole numbers must be numbers. */
export function testBinary(shell: Shell, operator: string, left: string, right: string): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-nt':
    case '-ot': {
      const [one, other] = operator === '-nt' ? [left, right] : [right, left];
      const newer = statOf(shell, one);
      const older = statOf(shell, other);
      return newer !== undefined && (older === undefined || newer.mtime > older.mtime);
    }
    case '-ef': {
      const first = statOf(shell, left);
      const second = statOf(shell, right);
      return first !== undefined && first.ino === second?.ino && first.dev === second.dev;
    }
    default:
      return compareNumbers(operator, integer(shell, left), integer(shell, right));
  }
}

function integer(shell: Shell, text: string): bigint {
  const plain = text.trim();
  if (!/^[-+]?\d+$/.test(plain) && shell.dialect.name === 'dash') throw new ShellError(`Illegal number: ${text}`, 2);
  if (!/^[-+]?\d+$/.test(plain)) throw new ShellError(`${text}: integer expression expected`, 2);
  return evaluate(shell, plain.replace(/^([-+]?)0+(?=\d)/, '$1'));
}
