import type { Builtin } from '../builtin.ts';
import { unescapeEcho } from '../text/escape.ts';

export const echo: Builtin = async (shell, args) => {
  let newline = true;
  let escapes = shell.dialect.echoEscapes || shell.option('xpg_echo');
  let at = 0;
  const options = shell.dialect.echoPlain ? /^-n$/ : /^-[neE]+$/;
  for (; options.test(args[at] ?? ''); at++) {
    for (const letter of (args[at] ?? '').slice(1)) {
      if (letter === 'n') newline = false;
      else escapes = letter === 'e';
    }
  }
  const text = args.slice(at).join(' ');
  const plain = escapes ? unescapeEcho(text) : { text, ended: false };
  await shell.process.out(plain.text + (newline && !plain.ended ? '\n' : ''));
  return 0;
};
