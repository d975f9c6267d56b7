import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';
import { terminalOf } from './text/screen.ts';
import { BINARY, compareNumbers, compareTexts, testFile } from '../shell/file-test.ts';
import { type TestDialect, testWords } from '../shell/words-of-test.ts';

/** A condition that makes no sense: exit code 2. */
class ConditionError extends Error {}

const named = (name: string): Tool => ({
  name,
  about: 'Tell whether a condition holds',
  gnu: { raw: true, failure: 2 },
  busybox: { raw: true, failure: 2 },
  async run(call) {
    const words = [...call.operands];
    if (name === '[' && words.pop() !== ']') return call.die(call.gnu ? `missing ${call.quote(']')}` : 'missing ]');
    try {
      return testWords(dialectOf(call), words) ? 0 : 1;
    } catch (error) {
      if (error instanceof ConditionError) return call.die(error.message);
      throw error;
    }
  },
});

export const test = named('test');
export const bracket = named('[');

const FILE_TESTS = /^-[abcdefghkprsuwxGLOS]$/;

function dialectOf(call: Call): TestDialect {
  const refuse = (gnu: string, busybox: string): never => {
    throw new ConditionError(call.gnu ? gnu : busybox);
  };
  const number = (text: string): number =>
    /^\s*[-+]?\d+\s*$/.test(text) ? Number(text) : refuse(`invalid integer ${call.quote(text)}`, `${text}: bad number`);
  return {
    isUnary: (word) => /^-[a-zA-Z]$/.test(word),
    isBinary: (word) => BINARY.test(word),
    unary(operator, operand) {
      switch (operator) {
        case '-n':
          return operand !== '';
        case '-z':
          return operand === '';
        case '-N':
          return false;
        case '-t':
          return terminalOf(call.process, number(operand)) !== undefined;
        default:
          if (FILE_TESTS.test(operator)) return testFile(call.process, operator, operand);
          return refuse(`${call.quote(operator)}: unary operator expected`, `${operator}: unknown operand`);
      }
    },
    binary: (left, operator, right) =>
      compareTexts(call.process, operator, left, right) ?? compareNumbers(operator, number(left), number(right)),
    refuse(kind, first, second = '') {
      switch (kind) {
        case 'unary':
          return refuse(`${first}: unary operator expected`, `${first}: unknown operand`);
        case 'binary':
          return refuse(`${call.quote(second)}: binary operator expected`, `${second}: unknown operand`);
        case 'missing':
          return refuse(`missing argument after ${call.quote(first)}`, 'argument expected');
        case 'extra':
          return refuse(`extra argument ${call.quote(first)}`, 'too many arguments');
        case 'unclosed':
          return refuse(`${call.quote(first)} expected`, 'closing paren expected');
      }
    },
  };
}
