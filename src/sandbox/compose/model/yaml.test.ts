import { expect, test } from 'vitest';
import { parseYaml, plainScalar } from './yaml.ts';

const read = (text: string) => parseYaml(text, '/c.yaml')[0]?.tree;

test.each([
  ['yes', 'yes'],
  ['true', true],
  ['0440', 288],
  ['0x10', 16],
  ['1_000', 1000],
  ['1.50', 1.5],
  ['~', null],
  ['8080:80', '8080:80'],
])('%s', (text, value) => expect(plainScalar(text)).toBe(value));

test('anchors and merge keys: what a map says itself wins', () => {
  expect(read('x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\n')).toEqual({ x: { a: 1, b: 2 }, y: { a: 1, b: 3 } });
});

// The texts are those of docker compose 2.40.3.
test.each([
  ['services:\n\tweb:\n', 'yaml: line 2: found character that cannot start any token'],
  ['services:\n  web:\n    image: a\n   foo: b\n', 'yaml: line 1: did not find expected key'],
  ['services:\n    web:\n        image: a\n  db:\n    image: b\n', 'yaml: line 3: did not find expected key'],
  ['services:\n  web:\n    image: a: b\n', 'yaml: line 3: mapping values are not allowed in this context'],
  ['services:\n  web:\n    image: a\n      foo: b\n', 'yaml: line 4: mapping values are not allowed in this context'],
  ['services:\n  web:\n    image: [a\n', "yaml: line 2: did not find expected ',' or ']'"],
  ['services:\n  web:\n    image: "a\n', 'yaml: line 3: found unexpected end of stream'],
  ['a: b\nc\n', "yaml: line 2: could not find expected ':'"],
  ['a: *b\n', "yaml: unknown anchor 'b' referenced"],
  ['a: 1\na: 2\n', 'failed to parse /c.yaml: line 2: mapping key "a" already defined at line 1'],
])('%j is refused', (text, message) => expect(() => read(text)).toThrow(message));

test('aliases that contain themselves or grow without end are refused', () => {
  expect(() => read('a: &a\n  b: *a\n')).toThrow('cycle detected');
  const level = (name: string, of: string) => `${name}: &${name} [${Array.from({ length: 9 }, () => of).join(', ')}]\n`;
  const bomb =
    level('a', 'x') +
    'bcdefghi'
      .split('')
      .map((name, at) => level(name, `*${'abcdefgh'[at]}`))
      .join('');
  expect(() => read(bomb)).toThrow('yaml: document contains excessive aliasing');
});
