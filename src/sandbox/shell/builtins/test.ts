import type { Builtin } from '../builtin.ts';
import { testBinary, testUnary, UNARY } from '../condition.ts';
import { ShellError } from '../error.ts';
import { BINARY } from '../file-test.ts';
import type { Shell } from '../shell.ts';
import { type Nonsense, type TestDialect, testWords } from '../words-of-test.ts';

/** `test`, `[` */
export const test: Builtin = async (shell, args, name) => {
  try {
    return decide(shell, args, name);
  } catch (error) {
    if (!(error instanceof ShellError) || shell.dialect.name !== 'ash') throw error;
    // busybox names neither the command nor the line.
    await shell.say(`${shell.name}: ${error.message.replace(/: integer expression expected$/, ': bad number')}\n`);
    return 2;
  }
};

function decide(shell: Shell, args: readonly string[], name: string): number {
  let words = args;
  if (name === '[') {
    if (args.at(-1) !== ']') throw new ShellError(shell.dialect.name === 'bash' ? "missing `]'" : 'missing ]', 2);
    words = args.slice(0, -1);
  }
  return testWords(dialectOf(shell), words) ? 0 : 1;
}

function dialectOf(shell: Shell): TestDialect {
  const { name } = shell.dialect;
  return {
    isUnary: (word) => UNARY.test(word) && (name === 'bash' || !/^-[vNR]$/.test(word)),
    isBinary: (word) => BINARY.test(word) && !(word === '==' && name === 'dash'),
    unary: (operator, operand) => testUnary(shell, operator, operand),
    binary: (left, operator, right) => testBinary(shell, operator, left, right),
    refuse(kind, first, second = '') {
      throw new ShellError(nonsense(name, kind, first, second), 2);
    },
  };
}

/** What each dialect blames. */
function nonsense(dialect: Shell['dialect']['name'], kind: Nonsense, first: string, second: string): string {
  switch (kind) {
    case 'missing':
      return 'argument expected';
    case 'extra':
      return 'too many arguments';
    case 'unclosed':
      return "`)' expected";
    default:
      if (dialect === 'dash') return `${first}: unexpected operator`;
      if (dialect === 'ash') return `${second}: unknown operand`;
      return kind === 'unary' ? `${first}: unary operator expected` : `${second}: binary operator expected`;
  }
}
