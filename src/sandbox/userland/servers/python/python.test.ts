import { expect, test } from 'vitest';
import { parsePython } from './parse.ts';
import { SyntaxFault } from './tokens.ts';
import { formatValue, quoteText } from './text.ts';
import { dumps, loads } from './json.ts';

const none = async () => undefined;

test('[PY-1] an unclosed parenthesis is named', () => {
  expect(() => parsePython('print(x\n')).toThrow(new SyntaxFault("'(' was never closed", { line: 1, column: 5 }));
});

test('[PY-2] a block without indent is named with its statement', () => {
  expect(() => parsePython('if True:\nprint(1)\n')).toThrow(
    "expected an indented block after 'if' statement on line 1",
  );
});

test('[PY-3] format specifications', async () => {
  expect(await formatValue(1234.5, ',.2f', none)).toBe('1,234.50');
  expect(await formatValue(7n, '03d', none)).toBe('007');
  expect(await formatValue('a', '>3', none)).toBe('  a');
  expect(quoteText("it's")).toBe('"it\'s"');
});

test('[PY-4] JSON keeps ints and floats apart', () => {
  expect(dumps(loads('{"a": [1, 2.5, null]}'))).toBe('{"a": [1, 2.5, null]}');
});
