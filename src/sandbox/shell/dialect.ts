import type { PosixProblem } from './posix-grammar.ts';
import type { SyntaxProblem } from './syntax-error.ts';

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
  /** A syntax error in its words; bash's own stand in the problem. */
  syntaxMessage?(problem: SyntaxProblem): string;
  /** A failed arithmetic expression, where it isn't told as bash does. */
  arithmeticError?(problem: string, text: string): string;
  /** A line of `jobs`. */
  jobLine?(job: { id: number; mark: string; state: string; text: string }): string;
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
  'bind', 'compopt', 'fc', 'suspend',
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
    `cannot ${creating ? 'create' : 'open'} ${path}: ${missingFile(message, 'No such file', 'Directory nonexistent', creating)}`,
  cannotOpenStatus: 2,
  badSubstitution: () => 'Bad substitution',
  prompt: '# ',
  syntaxMessage: (problem) => `Syntax error: ${dashSyntax(problem)}`,
  arithmeticError: (problem, text) =>
    `arithmetic expression: ${problem.startsWith('division') ? 'division by zero' : problem.includes('operand') ? 'expecting primary' : problem.startsWith('missing') ? "expecting ')'" : 'expecting EOF'}: "${text}"`,
  jobLine: ({ id, mark, state, text }) => `[${id}] ${mark} ${state.padEnd(26)} ${text}`,
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
    `can't ${creating ? 'create' : 'open'} ${path}: ${missingFile(message, 'no such file', 'nonexistent directory', creating)}`,
  cannotOpenStatus: 1,
  badSubstitution: () => 'syntax error: bad substitution',
  prompt: '\\w \\$ ',
  syntaxMessage: (problem) => `syntax error: ${ashSyntax(problem)}`,
  arithmeticError: (problem) => (problem.startsWith('division') ? 'divide by zero' : 'arithmetic syntax error'),
};

/** busybox's ash with the banner that some builds print. */
export const ASH_WITH_BANNER: Dialect = {
  ...ASH,
  banner:
    "\n\nBusyBox v1.38.0 (Debian 1:1.38.0-3+b1) built-in shell (ash)\nEnter 'help' for a list of built-in commands.\n\n",
};

/** Their own words for a missing file. @see errmsg() in dash's error.c */
function missingFile(message: string, absent: string, creating: string, creates: boolean): string {
  if (message !== 'No such file or directory') return message;
  return creates ? creating : absent;
}

function dashSyntax({ posix, incomplete, closing, expecting, token }: SyntaxProblem): string {
  if (posix !== undefined) return posix.words?.replace(/^b/, 'B') ?? `${posix.token} unexpected${expected(posix)}`;
  if (closing === '"' || closing === "'") return 'Unterminated quoted string';
  if (closing === '`') return 'EOF in backquote substitution';
  if (closing === '}') return "Missing '}'";
  const behind = expecting === undefined ? '' : ` (expecting "${expecting}")`;
  if (incomplete) return `end of file unexpected${behind}`;
  if (token === 'newline' || token === 'redirection') return `${token} unexpected`;
  return `${/^\w/.test(token ?? '') && !RESERVED.has(token ?? '') ? 'word' : `"${token}"`} unexpected${behind}`;
}

function ashSyntax({ posix, incomplete, closing, expecting, token }: SyntaxProblem): string {
  if (posix !== undefined) return posix.words ?? `unexpected ${posix.token}${expected(posix)}`;
  if (closing === '"' || closing === "'") return 'unterminated quoted string';
  if (closing === '`') return 'EOF in backquote substitution';
  if (closing === '}') return "missing '}'";
  const behind = expecting === undefined ? '' : ` (expecting "${expecting}")`;
  if (incomplete) return `unexpected end of file${behind}`;
  if (token === 'newline' || token === 'redirection') return `unexpected ${token}`;
  return `unexpected ${/^\w/.test(token ?? '') && !RESERVED.has(token ?? '') ? 'word' : `"${token}"`}${behind}`;
}

const expected = ({ expecting }: PosixProblem): string =>
  expecting === undefined ? '' : ` (expecting ${expecting === 'word' ? expecting : `"${expecting}"`})`;

const RESERVED = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'case',
  'esac',
  'while',
  'until',
  'for',
  'in',
]);
