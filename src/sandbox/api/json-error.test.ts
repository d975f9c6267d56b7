import { expect, test } from 'vitest';
import { goJsonError } from './json-error.ts';

/** Asked of dockerd 28.5.2 --validate. */
test.each([
  ['{', 'unexpected EOF'],
  ['{"debug": true', 'unexpected EOF'],
  ['{"debug": tru}', "invalid character '}' in literal true (expecting 'e')"],
  ['{"debug" true}', "invalid character 't' after object key"],
  ['{"debug": true "x": 1}', `invalid character '"' after object key:value pair`],
  ['{"dns": ["1.1.1.1",]}', "invalid character ']' looking for beginning of value"],
  ['{"debug": true, }', "invalid character '}' looking for beginning of object key string"],
  ['{"debug": true} x', "invalid character 'x' after top-level value"],
  ["{'debug': true}", "invalid character '\\'' looking for beginning of object key string"],
  ['hello', "invalid character 'h' looking for beginning of value"],
  [' {"a": [1, -2.5e3, "\\u00e9\\n", {}, [], null]} ', ''],
])('%s: %s', (text, error) => {
  expect(goJsonError(text)).toBe(error);
});
