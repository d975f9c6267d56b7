import type { Builtin } from '../builtin.ts';
import { BASH_VERSION } from '../parameter.ts';
import { builtinOf } from '../simple.ts';
import { builtins } from './index.ts';

export const help: Builtin = async (shell, args) => {
  const names = Object.keys(builtins)
    .filter((name) => builtinOf(shell, name) !== undefined)
    .sort();
  if (args.length > 0) {
    let status = 1;
    for (const word of args) {
      if (names.includes(word)) {
        await shell.process.out(`${word}: a shell builtin; drydock: not simulated: its help text\n`);
        status = 0;
      } else
        await shell.complain(
          `help: no help topics match \`${word}'.  Try \`help help' or \`man -k ${word}' or \`info ${word}'.`,
        );
    }
    return status;
  }
  await shell.process.out(
    `GNU bash, version ${BASH_VERSION} (x86_64-pc-linux-gnu)\nThese shell commands are defined internally.\n\n${columns(names)}`,
  );
  return 0;
};

function columns(names: readonly string[]): string {
  const rows = Math.ceil(names.length / 6);
  let text = '';
  for (let row = 0; row < rows; row++) {
    for (let column = row; column < names.length; column += rows) text += (names[column] ?? '').padEnd(13);
    text = `${text.trimEnd()}\n`;
  }
  return text;
}
