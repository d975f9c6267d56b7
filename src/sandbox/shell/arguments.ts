import { OPTION_OF_LETTER } from './parameter.ts';
import type { Shell } from './shell.ts';

/** What the command line of a shell asks for. */
export interface Start {
  readonly version: boolean;
  /** -c */
  readonly command: string | undefined;
  readonly script: string | undefined;
  readonly interactive: boolean;
  readonly login: boolean;
  readonly readsFiles: boolean;
  readonly editing: boolean;
}

const WITHOUT_COMMAND = {
  bash: '-c: option requires an argument',
  dash: '0: -c requires an argument',
  ash: '-c requires an argument',
} as const;

const BASH_USAGE = `Usage:\tbash [GNU long option] [option] ...
\tbash [GNU long option] [option] script-file ...
GNU long options:
\t--debug
\t--debugger
\t--dump-po-strings
\t--dump-strings
\t--help
\t--init-file
\t--login
\t--noediting
\t--noprofile
\t--norc
\t--posix
\t--pretty-print
\t--rcfile
\t--restricted
\t--verbose
\t--version
Shell options:
\t-ilrsD or -c command or -O shopt_option\t\t(invocation only)
\t-abefhkmnptuvxBCEHPT or -o option
`;

/** Each shell's words for an option that it doesn't know. */
function refusedOption(shell: Shell, called: string, option: string): string {
  switch (shell.dialect.name) {
    case 'bash':
      return `${called}: ${option}: invalid option\n${BASH_USAGE}`;
    case 'dash':
      return `${called}: 0: Illegal option ${option}\n`;
    case 'ash':
      return `${called}: ${option.startsWith('--') ? `bad option '${option}'` : `illegal option ${option}`}\n`;
  }
}

/** Reads `bash -euxc 'text' name args`, `sh -s`, `bash --login script`… and sets the shell's options. */
export function readArguments(
  shell: Shell,
  argv: readonly string[],
): Start | { readonly refusal: string; readonly status: number } {
  const [called = shell.dialect.name, ...args] = argv;
  let login = called.startsWith('-');
  shell.name = called;
  let commandString = false;
  let standardInput = false;
  let interactive = false;
  let version = false;
  let readsFiles = true;
  let editing = true;
  for (const name of ['braceexpand', 'hashall', 'interactive-comments'])
    if (shell.dialect.name === 'bash') shell.options.add(name);
  for (const name of ['sourcepath', 'checkwinsize', 'cmdhist', 'globskipdots', 'promptvars']) shell.options.add(name);
  while (args[0] !== undefined && /^[-+]./.test(args[0])) {
    const option = args.shift() ?? '';
    if (option === '--') break;
    if (option.startsWith('--')) {
      if (option === '--login') login = true;
      else if (option === '--version') version = true;
      else if (option === '--norc' || option === '--noprofile' || option === '--posix')
        readsFiles = option === '--noprofile' ? readsFiles : false;
      else if (option === '--noediting') editing = false;
      else if (option === '--rcfile' || option === '--init-file') args.shift();
      else return { refusal: refusedOption(shell, called, option), status: 2 };
      continue;
    }
    for (const letter of option.slice(1)) {
      const on = option.startsWith('-');
      if (letter === 'c') commandString = true;
      else if (letter === 's') standardInput = true;
      else if (letter === 'i') interactive = true;
      else if (letter === 'l') login = true;
      else if (letter === 'o') {
        const name = args.shift();
        if (name !== undefined && on) shell.options.add(name);
      } else {
        const name = OPTION_OF_LETTER.get(letter);
        if (name === undefined) return { refusal: refusedOption(shell, called, option), status: 2 };
        if (on) shell.options.add(name);
        else shell.options.delete(name);
      }
    }
  }
  if (args[0] === '-') args.shift();
  let command: string | undefined;
  let script: string | undefined;
  if (commandString) {
    command = args.shift();
    if (command === undefined) return { refusal: `${called}: ${WITHOUT_COMMAND[shell.dialect.name]}\n`, status: 2 };
    shell.options.add('commandString');
    const name = args.shift();
    if (name !== undefined) shell.name = name;
  } else if (!standardInput && args.length > 0) {
    script = args.shift();
    shell.name = script ?? called;
  } else shell.options.add('stdin');
  shell.positional = args;
  const terminal = shell.file(0)?.terminal !== undefined && shell.file(2)?.terminal !== undefined;
  if (command === undefined && script === undefined && terminal) interactive = true;
  return { version, command, script, interactive, login, readsFiles, editing };
}
