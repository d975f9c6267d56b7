/** What tells bash, Debian's dash and busybox's ash apart. */
export interface Dialect {
  readonly name: 'bash' | 'dash' | 'ash';
  /** Arrays, [[ ]], (( )), brace expansion, process substitution… */
  readonly extended: boolean;
  /** Builtins that it doesn't have. */
  readonly without: ReadonlySet<string>;
  /** `echo` reads backslashes without -e. */
  readonly echoEscapes: boolean;
  /** `echo` knows no option but -n. */
  readonly echoPlain: boolean;
  /** What stands before a message of the shell. */
  prefix(where: { name: string; line: number; interactive: boolean }): string;
  /** Before a syntax error, where it isn't bash's `name: -c: line 1: `. */
  syntaxPrefix?(name: string, line: number): string;
  notFound(command: string): string;
  /** `bash -c 'echo >/x'`: without permission, without directory. */
  cannotOpen(path: string, message: string, creating: boolean): string;
  readonly cannotOpenStatus: number;
  readonly badSubstitution: (text: string) => string;
  readonly prompt: string;
  /** What an interactive shell says first. */
  readonly banner?: string;
}

const ONLY_BASH = [
  'declare', 'typeset', 'let', 'shopt', 'mapfile', 'readarray', 'pushd', 'popd', 'dirs', 'builtin', 'history', 'disown', 'source', 'logout', 'help', 'enable', 'caller', 'compgen', 'complete',
]; // prettier-ignore

export const BASH: Dialect = {
  name: 'bash',
  extended: true,
  without: new Set(['chdir']),
  echoEscapes: false,
  echoPlain: false,
  prefix: ({ name, line, interactive }) => (interactive ? `${name}: ` : `${name}: line ${line}: `),
  notFound: (command) => `${command}: command not found`,
  cannotOpen: (path, message) => `${path}: ${message}`,
  cannotOpenStatus: 1,
  badSubstitution: (text) => `${text}: bad substitution`,
  prompt: '\\s-\\v\\$ ',
};

export const DASH: Dialect = {
  name: 'dash',
  extended: false,
  without: new Set(ONLY_BASH),
  echoEscapes: true,
  echoPlain: true,
  prefix: ({ name, line }) => `${name}: ${line}: `,
  notFound: (command) => `${command}: not found`,
  cannotOpen: (path, message, creating) =>
    `cannot ${creating ? 'create' : 'open'} ${path}: ${dashReason(message, creating)}`,
  cannotOpenStatus: 2,
  badSubstitution: () => 'Bad substitution',
  prompt: '\\$ ',
};

export const ASH: Dialect = {
  name: 'ash',
  extended: true,
  without: new Set(ONLY_BASH.filter((name) => !['let', 'source', 'history', 'help'].includes(name))),
  echoEscapes: false,
  echoPlain: false,
  prefix: ({ name, line, interactive }) => (interactive ? `${name}: ` : `${name}: line ${line}: `),
  notFound: (command) => `${command}: not found`,
  cannotOpen: (path, message, creating) =>
    `can't ${creating ? 'create' : 'open'} ${path}: ${dashReason(message, creating)}`,
  cannotOpenStatus: 1,
  badSubstitution: () => 'bad substitution',
  prompt: '\\w \\$ ',
  banner:
    "\n\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) built-in shell (ash)\nEnter 'help' for a list of built-in commands.\n\n",
};

/** ash's own words for a missing file. @see errmsg() in dash's error.c */
const dashReason = (message: string, creating: boolean): string => {
  if (message !== 'No such file or directory') return message;
  return creating ? 'nonexistent directory' : 'no such file';
};
