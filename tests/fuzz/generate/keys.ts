import fc from 'fast-check';

const COMMANDS =
  'h j k l w b e W B E 0 $ ^ G gg H M L { } % + - n N ; , . u U x X D C J ~ p P Y dd cc yy >> << dw cw d$ d} dG y% ' +
  "i a I A o O R rZ s ma 'a '' \"ayy \"ap fe Te /a /[ ?. :%s/a/b/g :s/x*/yy/ :1,$d :$ :w :r notes :e! :n :set ai et ts=3 :!true :q";
const SIGNS = [
  '\x1b',
  '\x1b',
  '\r',
  '\x7f',
  '\x02',
  '\x06',
  '\x04',
  '\x15',
  '\x16',
  '\x1b[A',
  '\x1b[B',
  '\x1b[3~',
  '\x1b[2~',
];

const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...COMMANDS.split(' ')) },
  { weight: 2, arbitrary: fc.constantFrom(...SIGNS) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 99_999 }).map(String) },
  { weight: 1, arbitrary: fc.string({ maxLength: 6, unit: 'binary-ascii' }) },
);

/** Keys for vi: commands and counts in any order, with text among them. */
export const keys: fc.Arbitrary<string> = fc.array(key, { maxLength: 60 }).map((all) => all.join(''));
