import { expect, test } from 'vitest';
import { compile } from './execute.ts';
import type { Struct } from './value.ts';

const context: Struct = {
  kind: 'struct',
  typeName: '*formatter.ContainerContext',
  member: (name) =>
    ({
      ID: () => '72ef3c6f0530',
      Image: () => 'busybox',
      Names: () => 'cli-b',
      Label: (key: string) => (key === 'a' ? 'b' : ''),
    })[name],
  print: () => '',
  json: () => ({ ID: '72ef3c6f0530' }),
};
const run = (text: string, data: unknown = context) => {
  try {
    return compile(text).execute(data);
  } catch (error) {
    return (error as Error).message;
  }
};

// each line was asked of docker 28.5.2
test.each([
  ['{{.ID', 'template: :1: unclosed action'],
  ['{{.ID.', 'template: :1: unexpected "." in operand'],
  ['{{.Foo}}', `template: :1:2: executing "" at <.Foo>: can't evaluate field Foo in type *formatter.ContainerContext`],
  ['{{foo}}', 'template: :1: function "foo" not defined'],
  ['{{.ID}', `template: :1: bad character U+007D '}'`],
  ['{{if}}x{{end}}', 'template: :1: missing value for if'],
  ['{{end}}', 'template: :1: unexpected {{end}}'],
  ['{{else}}', 'template: :1: unexpected {{else}}'],
  ['{{if .ID}}', 'template: :1: unexpected EOF'],
  ['{{ }}', 'template: :1: missing value for command'],
  ['{{"a}}', 'template: :1: unterminated quoted string'],
  ['{{$y}}', 'template: :1: undefined variable "$y"'],
  ['{{1 | 2}}', 'template: :1: non executable command in pipeline stage 2'],
  ['{{.Label}}', 'template: :1:2: executing "" at <.Label>: wrong number of args for Label: want 1 got 0'],
  ['{{.Label "a" "b"}}', 'template: :1:2: executing "" at <.Label>: wrong number of args for Label: want 1 got 2'],
  ['{{.ID "x"}}', 'template: :1:2: executing "" at <.ID>: wrong number of args for ID: want 0 got 1'],
  ['{{.Label "a"}}', 'b'],
  ['{{range .Names}}x{{end}}', `template: :1:8: executing "" at <.Names>: range can't iterate over cli-b`],
  [
    '{{slice .ID 0 40}}',
    'template: :1:2: executing "" at <slice .ID 0 40>: error calling slice: index out of range: 40',
  ],
  ['{{printf "%q %v %5s|%-5s|" .ID .Image "a" "b"}}', '"72ef3c6f0530" busybox     a|b    |'],
  ['{{.ID | upper | len}}', '12'],
  ['{{$x := .ID}}{{$x}}', '72ef3c6f0530'],
  ['{{"abc" | truncate 2}}', 'template: :1:19: executing "" at <2>: expected string; found 2'],
  ['{{truncate "abc" 2}}', 'ab'],
  ['{{pad "x" 1 2}}|', ' x  |'],
  ['{{join (split .Image "b") "-"}}', '-usy-ox'],
  ['{{ .ID | }}', '72ef3c6f0530'],
  ['{{template "x"}}', 'template: :1:11: executing "" at <{{template "x"}}>: template "x" not defined'],
  ['{{define "x"}}y{{end}}{{template "x"}}', 'y'],
  ['{{.ID.Foo}}', `template: :1:5: executing "" at <.ID.Foo>: can't evaluate field Foo in type string`],
  ['{{len 3}}', 'template: :1:2: executing "" at <len 3>: error calling len: len of type int'],
  [
    '{{eq 1 "a"}}',
    'template: :1:2: executing "" at <eq 1 "a">: error calling eq: incompatible types for comparison: int and string',
  ],
  ['{{lt 1 2}}', 'true'],
  ['{{nil}}', 'template: :1:2: executing "" at <nil>: nil is not a command'],
  ['{{title "hello world"}}', 'Hello World'],
  ['{{/* c */}}a', 'a'],
  ['{{- .ID -}} x', '72ef3c6f0530x'],
  ['{{not true}} {{and 1 0}} {{or 0 2}}', 'false 0 2'],
  ['{{.ID}} {{.ID | printf "%.3s"}}', '72ef3c6f0530 72e'],
  ['{{range $i, $e := split .Names "-"}}{{$i}}={{$e}};{{end}}', '0=cli;1=b;'],
  ['{{split "a,b" ","}}', '[a b]'],
  ['{{printf "%d" "x"}}', '%!d(string=x)'],
  [
    '{{(index (split .ID "-") 0).Nope}}',
    `template: :1:25: executing "" at <0>: can't evaluate field Nope in type string`,
  ],
  [
    '{{index (split .ID "-") 1}}',
    'template: :1:2: executing "" at <index (split .ID "-") 1>: error calling index: reflect: slice index out of range',
  ],
  [
    '{{index (split .ID "-") 2}}',
    'template: :1:2: executing "" at <index (split .ID "-") 2>: error calling index: index out of range: 2',
  ],
  ['{{index 1 2}}', `template: :1:2: executing "" at <index 1 2>: error calling index: can't index item of type int`],
  ['{{html "<a>"}} {{js "<"}} {{urlquery "a b"}} {{print 1 2 "x"}}', '&lt;a&gt; \\u003C a+b 1 2x'],
  ['{{println .ID 1}}', '72ef3c6f0530 1\n'],
])('%s', (template, output) => expect(run(template)).toBe(output));

test('a missing key of a map has no value, also further down', () => {
  expect(run('{{.a.b}}', {})).toBe('<no value>');
  expect(() => compile('{{.a}}', { missingKey: 'error' }).execute({})).toThrow(
    'template: :1:2: executing "" at <.a>: map has no entry for key "a"',
  );
});
