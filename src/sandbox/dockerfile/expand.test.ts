import { expect, test } from 'vitest';
import { expand, ExpansionError } from './expand.ts';

const variables = new Map([
  ['A', 'hello'],
  ['EMPTY', ''],
]);
const text = (word: string) => expand(word, variables).text;

test.each([
  ['$A ${A} $B', 'hello hello '],
  ['${B:-x} ${EMPTY:-x} ${EMPTY-x} ${A:-x}', 'x x  hello'],
  ['${A:+y} ${B:+y} ${EMPTY+y}', 'y  y'],
  ['${A%lo} ${A#he} ${A/l/L} ${A//l/L}', 'hel llo heLlo heLLo'],
  ['${A%%l*} ${A##*l}', 'he o'],
  [`'$A' "$A" \\$A`, '$A hello $A'],
  ['${B:-${A}x}', 'hellox'],
])('%s', (word, result) => {
  expect(text(word)).toBe(result);
});

test.each([
  ['${A@}', 'failed to process "${A@}": unsupported modifier (@) in substitution'],
  ['"b', 'failed to process "\\"b": unexpected end of statement while looking for matching double-quote'],
  ['${A:?no', 'failed to process "${A:?no": syntax error: missing \'}\''],
])('%s is refused', (word, message) => {
  expect(() => text(word)).toThrow(new ExpansionError(message));
});

test('names of steps keep quotes and what is not set', () => {
  expect(expand('RUN echo "$A" $B ${B:-x}', variables, { raw: true, keepUnset: true }).text).toBe(
    'RUN echo "hello" $B ${B:-x}',
  );
});

test('what was not set is known', () => {
  const { unmatched, matched } = expand('$A $B ${C}', variables);
  expect([...unmatched]).toEqual(['B', 'C']);
  expect([...matched]).toEqual(['A']);
});
