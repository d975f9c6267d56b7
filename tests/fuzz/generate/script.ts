import fc from 'fast-check';
import { quoted, word } from './text.ts';

const NAMES = ['x', 'y', 'IFS', 'PATH', 'HOME', '_', '1', '@', '*', '#', '?', '-', '!', 'PWD', 'RANDOM'] as const;
const FILES = ['/tmp/f', '/dev/null', '/tmp/nobody/f', '/', '&1', '&2', '&-', '/dev/full', '/etc/passwd'] as const;
const SIMPLE = [
  'true', 'false', ':', 'echo a b', 'echo -e "\\x41\\0"', 'cat', 'cat /etc/passwd', 'ls -la /', 'wc -l', 'head -c 10', 'seq 3',
  'printf "%d %s\\n" 1 a', 'printf %q "a b"', 'read x', 'cd /tmp', 'cd -', 'pwd', 'set -e', 'set -u', 'set -x', 'set -f',
  'shift 3', 'test -f /x', '[ 1 -eq a ]', '[[ a =~ (a|b)* ]]', 'unset PATH', 'export x=1', 'readonly y=2', 'local z',
  'trap "echo t" EXIT', 'trap "" TERM', 'wait', 'jobs', 'kill %1', 'kill -0 $$', 'exit 3', 'return 4', 'break 9', 'continue',
  'eval "echo $x"', 'exec 3>/tmp/f', 'sleep 1', 'sleep 1 &', 'tr a-z A-Z', 'sed s/a/b/g', 'grep -E "a|b"', 'awk "{print $1}"',
  'sort -u', 'cut -c1-3', 'tee /tmp/f', 'xargs echo', 'find /tmp', 'docker ps -q', 'docker exec web sh -c "echo hi"',
  'mkdir -p /tmp/d/e', 'rm -rf /tmp/d', 'ln -sf /tmp/l /tmp/l', 'cat /tmp/l', 'umask 777', 'ulimit -a', 'type ls', 'alias ls=rm',
  'source /etc/passwd', 'getopts ab: o', 'let x=1/0', 'declare -A m', 'mapfile a', 'history', 'type -a :', 'dd if=/dev/zero bs=1k count=3',
] as const; // prettier-ignore

const parameter = fc
  .tuple(fc.constantFrom(...NAMES), fc.constantFrom('', ':-', ':=', ':?', ':+', '#', '##', '%', '%%', '/', '//', '^^', ',,', ':1:2', '@Q', '[@]', '[0]', '[1/0]'), word)
  .map(([name, operator, operand]) => `\${${name}${operator}${operator === '' ? '' : operand.replace(/[\0}'"`\\$]/g, '')}}`); // prettier-ignore

const arithmetic = fc
  .array(fc.constantFrom('1', '0', 'x', '+', '-', '*', '/', '%', '**', '(', ')', '<<', '>>', '?', ':', ',', '=', '++', '~', '99999999999999999999', '0x', '2#9', '!'), { maxLength: 9 })
  .map((parts) => `$((${parts.join(' ')}))`); // prettier-ignore

const { script } = fc.letrec<{ script: string; command: string; part: string }>((tie) => ({
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    word.map(quoted),
    parameter,
    parameter.map((text) => `"${text}"`),
    arithmetic,
    fc.constantFrom('{a,b}{1..3}', '{1..1000000000}', '*', '/???/*', '~root', '$$', '"$@"', "$'\\xff\\u1234'", '<(echo a)'),
    tie('script').map((text) => `$(${text})`),
    tie('script').map((text) => `"$(${text})"`),
  ),
  command: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: fc.constantFrom(...SIMPLE) },
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom('echo', 'x=', 'cat', 'printf', 'test', 'set --', 'docker', 'cd'), fc.array(tie('part'), { maxLength: 3 })).map(([name, parts]) => `${name}${name.endsWith('=') ? '' : ' '}${parts.join(' ')}`) },
    fc.tuple(tie('command'), fc.constantFrom('>', '>>', '<', '2>', '&>', '<>', '>|', '3<'), fc.constantFrom(...FILES)).map((three) => three.join(' ')),
    tie('script').map((text) => `{ ${text}\n}`),
    tie('script').map((text) => `( ${text}\n)`),
    fc.tuple(tie('script'), tie('script'), tie('script')).map(([a, b, c]) => `if ${a}\nthen ${b}\nelse ${c}\nfi`),
    fc.tuple(tie('part'), tie('script')).map(([list, body]) => `for x in a ${list}; do ${body}\ndone`),
    tie('script').map((body) => `n=0; while [ $((n++)) -lt 3 ]; do ${body}\ndone`),
    fc.tuple(tie('part'), tie('script')).map(([subject, body]) => `case ${subject} in a*|b) ${body}\n;; *) : ;; esac`),
    tie('script').map((body) => `f() { ${body}\n}; f 1 2`),
    fc.tuple(tie('command'), tie('part')).map(([reader, text]) => `${reader} <<< ${text}`),
    fc.tuple(tie('command'), word).map(([reader, text]) => `${reader} <<EOF\n${text.replaceAll('\0', '')}\nEOF\n`),
    tie('command').map((text) => `! ${text}`),
    tie('command').map((text) => `${text} &`),
  ),
  script: fc
    .tuple(tie('command'), fc.array(fc.tuple(fc.constantFrom(' | ', ' && ', ' || ', '\n', ' |& '), tie('command')), { maxLength: 2, depthIdentifier: 'list' }))
    .map(([first, rest]) => first + rest.map(([join, next]) => join + next).join('')),
})); // prettier-ignore

/** A script that keeps to the grammar, whatever it means. */
export const grammatical: fc.Arbitrary<string> = script;

const SOUP = [
  '$', '(', ')', '((', '))', '{', '}', '[', ']', '[[', ']]', '`', "'", '"', '\\', '|', '||', '&', '&&', ';', ';;', '<', '<<', '<<-', '<<<',
  '>', '>>', '>&', '<&', '2>', '!', '#', '*', '?', '~', '=', '+=', '\n', ' ', '\t', 'if', 'then', 'else', 'elif', 'fi', 'for', 'in', 'do',
  'done', 'while', 'until', 'case', 'esac', 'function', 'select', 'coproc', 'time', 'a', 'x=1', '$x', '${', '$((', '1', 'EOF', '\\\n', '!!',
  '!$', '@', '%', '^', ',', ':', 'echo', 'é', '\x01', '\xff',
] as const; // prettier-ignore

/** What no grammar allows. */
export const soup: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...SOUP), { maxLength: 30 })
  .map((parts) => parts.join(''));

const NESTS: readonly ((inner: string) => string)[] = [
  (inner) => `$(${inner})`,
  (inner) => `( ${inner} )`,
  (inner) => `{ ${inner}; }`,
  (inner) => `if :; then ${inner}; fi`,
  (inner) => `eval ${quoted(inner)}`,
  (inner) => `while :; do ${inner}; break; done`,
  (inner) => `"$(${inner})"`,
  (inner) => `\${x:-${inner}}`,
  (inner) => `$((1+${inner}))`,
  (inner) => `[[ ( ${inner} ) ]]`,
  (inner) => `case a in a) ${inner};; esac`,
  (inner) => `${inner} | cat`,
  (inner) => `! ${inner}`,
];

/** One construct in itself, tens to thousands of times. Quotes that double each time are nested less. */
export const nested: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...NESTS), fc.integer({ min: 5, max: 3_000 }))
  .map(([nest, depth]) => {
    let text = 'echo 1';
    for (let level = 0; level < depth && text.length < 60_000; level++) text = nest(text);
    return `echo ${text}`;
  });
