import { expect, test } from 'vitest';
import { InvalidTemplate, MissingVariable, substitute } from './template.ts';

const values = new Map([
  ['SET', 'x'],
  ['EMPTY', ''],
]);
const put = (template: string, unset: (name: string) => void = () => {}) =>
  substitute(template, (name) => values.get(name), unset);

test.each([
  ['$SET-${SET}', 'x-x'],
  ['${NO:-d} ${NO-d} ${EMPTY:-d} ${EMPTY-d}', 'd d d '],
  ['${SET:+y}${NO:+y}${EMPTY+z}${EMPTY:+z}', 'yz'],
  ['${NO:-${ALSO:-${SET}}}', 'x'],
  ['$$5 $$SET $1 $', '$5 $SET $1 $'],
  ['${NO:-a}b}', 'ab}'],
])('%s is %s', (template, text) => expect(put(template)).toBe(text));

test('a variable without a value is told, one with a default is not', () => {
  const unset: string[] = [];
  expect(put('$NO${OTHER:-d}', (name) => unset.push(name))).toBe('d');
  expect(unset).toEqual(['NO']);
});

test('a required variable', () => {
  expect(() => put('${NO:?set it}')).toThrow(new MissingVariable('NO', 'set it'));
  expect(() => put('${EMPTY:?}')).toThrow('required variable EMPTY is missing a value');
  expect(put('${EMPTY?}')).toBe('');
});

test.each(['${', '${SET', '${1}', '${}', '${SET!}'])('%s is no template', (template) =>
  expect(() => put(template)).toThrow(InvalidTemplate),
);
