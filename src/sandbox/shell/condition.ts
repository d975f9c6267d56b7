import type { TestExpression } from 'unbash';
import { evaluate } from './arithmetic/evaluate.ts';
import { ShellError } from './error.ts';
import { calculate } from './expand/arithmetic.ts';
import { patternExpression } from './expand/pattern.ts';
import { expandExpression, expandPattern, expandText } from './expand/word.ts';
import { compareNumbers, compareTexts, testFile } from './file-test.ts';
import { elements, getElement, getParameter, setArray } from './parameter.ts';
import type { Shell } from './shell.ts';

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

export const UNARY = /^-[abcdefghknoprstuvwxzGLNORS]$/;

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
    default:
      return testFile(shell.process, operator, operand);
  }
}

function isSet(shell: Shell, text: string): boolean {
  const [, name, index] = /^([A-Za-z_]\w*)\[(.+)\]$/.exec(text) ?? [];
  if (name === undefined || index === undefined) return getParameter(shell, text) !== undefined;
  return index === '@' || index === '*'
    ? elements(shell, name).length > 0
    : getElement(shell, name, index) !== undefined;
}

/** `left = right`, `-eq`, `-nt`… of `test`; whole numbers must be numbers. */
export function testBinary(shell: Shell, operator: string, left: string, right: string): boolean {
  return (
    compareTexts(shell.process, operator, left, right) ??
    compareNumbers(operator, integer(shell, left), integer(shell, right))
  );
}

function integer(shell: Shell, text: string): bigint {
  const plain = text.trim();
  if (!/^[-+]?\d+$/.test(plain) && shell.dialect.name === 'dash') throw new ShellError(`Illegal number: ${text}`, 2);
  if (!/^[-+]?\d+$/.test(plain)) throw new ShellError(`${text}: integer expression expected`, 2);
  return evaluate(shell, plain.replace(/^([-+]?)0+(?=\d)/, '$1'));
}
