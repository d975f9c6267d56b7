import { expect, test } from 'vitest';
import { evaluate, type HclScope, type Value } from './evaluate.ts';
import { parseHcl } from './parse.ts';

const NAMES = new Map<string, Value>([
  ['TAG', 'dev'],
  ['LIST', ['b', 'a']],
]);
const SCOPE: HclScope = { file: 'x.hcl', functions: new Map(), variable: (name) => NAMES.get(name) };

function value(text: string): Value {
  const setting = parseHcl(`v = ${text}\n`, 'x.hcl').settings.get('v');
  if (setting === undefined) throw new Error('no setting');
  return evaluate(setting, SCOPE);
}

test.each<[string, Value]>([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['"a-${TAG}-$${x}"', 'a-dev-${x}'],
  ['TAG == "dev" ? ["x"] : null', ['x']],
  ['!(1 < 2) || true && false', false],
  ['{ a = 1, "b" : upper(TAG) }', { a: 1, b: 'DEV' }],
  ['[for x in LIST : upper(x) if x != "a"]', ['B']],
  ['{for i, x in LIST : x => i}', { b: 0, a: 1 }],
  ['LIST[1]', 'a'],
  ['<<EOT\nFROM ${TAG}\nEOT', 'FROM dev\n'],
  ['<<-EOT\n    a\n      b\n  EOT', 'a\n  b\n'],
  ['join(",", concat(LIST, ["c"]))', 'b,a,c'],
  ['[\n  "a", # first\n  "b",\n]', ['a', 'b']],
])('%s', (text, expected) => {
  expect(value(text)).toEqual(expected);
});

test('what is missing is refused with its place', () => {
  expect(() => value('"${NOSUCH}"')).toThrow('x.hcl:1,8-14: Unknown variable; There is no variable named "NOSUCH".');
  expect(() => parseHcl('target "a" {\n  tags = [\n}\n', 'x.hcl')).toThrow('x.hcl:3,1-2: Invalid expression;');
  expect(() => value('sha1("x")')).toThrow('drydock: not simulated: the function sha1 in a bake file, line 1');
});
