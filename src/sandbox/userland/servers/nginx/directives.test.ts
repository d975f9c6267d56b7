import { expect, test } from 'vitest';
import { checkDirective } from './directives.ts';

test('[NGX-1] words of a wrong configuration', () => {
  expect(checkDirective('foo', [], false, 'server', [])).toBe('unknown directive "foo"');
  expect(checkDirective('listen', ['80'], false, 'http', [])).toBe('"listen" directive is not allowed here');
  expect(checkDirective('root', [], false, 'server', [])).toBe('invalid number of arguments in "root" directive');
  expect(checkDirective('root', ['/a'], false, 'server', [{ name: 'root' }])).toBe('"root" directive is duplicate');
  expect(checkDirective('root', ['/a'], false, 'server', [])).toBeUndefined();
});

test.each([
  ['location', ['~', 'a['], 'missing terminating ] for character class in "a["'],
  ['location', ['~*', '*x'], 'quantifier does not follow a repeatable item in "*x" at "*x"'],
  ['server_name', ['a', '~a('], 'missing closing parenthesis in "a("'],
  ['rewrite', ['^/(', '/x'], 'missing closing parenthesis in "^/("'],
])('[NGX-2] %s %j: %s', (name, args, problem) => {
  expect(checkDirective(name, args, name === 'location', 'server', [])).toBe(`pcre2_compile() failed: ${problem}`);
});
