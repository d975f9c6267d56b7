import type { Statement } from 'unbash';
import { Discard } from './error.ts';
import { runStatements } from './list.ts';
import { openHereDocument, parseProgram, parseText, type Program } from './parse.ts';
import type { Shell } from './shell.ts';
import type { SyntaxProblem } from './syntax-error.ts';
import { posixProblem } from './posix-grammar.ts';
import { Source } from './source.ts';
import { unsupportedSyntax } from './unsupported.ts';
import { withAliases } from './alias.ts';

export interface TextOrigin {
  /** What messages call it. */
  readonly name: string;
  /** Number of its first line. */
  readonly line?: number;
  /** Stands between the name and the line in syntax errors: `bash: -c: line 1:`. */
  readonly origin?: string;
  /** The shell's last words: its last command may replace it. */
  readonly last?: boolean;
  /** A list that an expansion error gave up ends with its line; what follows is run. */
  readonly resumes?: boolean;
}

/** Runs a text: all that parses, up to the first line that doesn't. */
export async function runText(shell: Shell, text: string, origin: TextOrigin): Promise<number> {
  const { name, line = 1, last = false } = origin;
  const { source, position } = shell;
  const expanded = withAliases(shell, text);
  const { statements, problem } = checked(shell, expanded);
  shell.source = new Source(expanded, name, line);
  shell.position = 0;
  try {
    await warnOpenDocument(shell, expanded);
    if (statements.length > 0 && origin.resumes === true) await runLines(shell, statements);
    else if (statements.length > 0) await runStatements(shell, statements, last && problem === undefined);
    else if (problem === undefined) shell.status = 0;
    if (problem !== undefined) {
      await reportSyntax(shell, problem, origin);
      shell.status = 2;
      if (!shell.interactive) throw new Discard(2);
    }
  } finally {
    shell.source = source;
    shell.position = position;
  }
  return shell.status;
}

async function runLines(shell: Shell, statements: readonly Statement[]): Promise<void> {
  let skipTo = 0;
  for (const statement of statements) {
    if (statement.pos < skipTo) continue;
    try {
      await runStatements(shell, [statement]);
    } catch (error) {
      if (!(error instanceof Discard) || error.status === 2) throw error;
      shell.status = error.status;
      const newline = shell.source.text.indexOf('\n', statement.end);
      skipTo = newline < 0 ? Infinity : newline;
    }
  }
}

/** A here-document that nothing ends goes up to the end of the text. */
async function warnOpenDocument(shell: Shell, text: string): Promise<void> {
  const open = text.includes('<<') ? openHereDocument(parseText(text)) : undefined;
  if (open === undefined || shell.dialect.name !== 'bash') return;
  const line = shell.source.lineAt(open.pos);
  const last = shell.source.lineAt(text.replace(/\n$/, '').length);
  const where = shell.dialect.prefix({ name: shell.source.name, line: last, interactive: shell.interactive });
  await shell.say(
    `${where}warning: here-document at line ${line} delimited by end-of-file (wanted \`${open.delimiter?.value ?? ''}')\n`,
  );
}

async function reportSyntax(
  shell: Shell,
  problem: SyntaxProblem,
  { name, line = 1, origin }: TextOrigin,
): Promise<void> {
  const { dialect, interactive } = shell;
  // bash counts the end of the text as a line of its own.
  const lines = shell.source.text.replace(/\n$/, '').split('\n').length;
  const at = line - 1 + (dialect.syntaxMessage === undefined ? problem.line : Math.min(problem.line, lines));
  if (dialect.syntaxMessage !== undefined) {
    const words = dialect.syntaxMessage(problem);
    if (origin === undefined || origin === '-c')
      await shell.say(`${dialect.prefix({ name, line: at, interactive })}${words}\n`);
    else await shell.complain(`${origin}: ${words}`);
    return;
  }
  const head = interactive ? `${name}: ` : `${name}: ${origin === undefined ? '' : `${origin}: `}line ${at}: `;
  await shell.say(`${head}${problem.message}\n`);
  if (problem.shown !== undefined && !interactive) await shell.say(`${head}\`${problem.shown}'\n`);
}

/** What can be run of a text in the shell's dialect. */
function checked(shell: Shell, text: string): Program {
  const program = parseProgram(text);
  if (shell.dialect.name === 'bash') return program;
  const posix = posixProblem(shell.dialect, text);
  if (posix === undefined && program.problem !== undefined) return program;
  const unsupported = posix === undefined ? unsupportedSyntax(shell.dialect, parseText(text)) : undefined;
  const found = posix ?? unsupported;
  if (found === undefined) return program;
  const problem = {
    ...(posix !== undefined && { posix }),
    pos: found.pos,
    line: text.slice(0, found.pos).split('\n').length,
    message: '',
    shown: undefined,
    token: found.token,
    incomplete: false,
  };
  return {
    statements: program.statements.filter(({ end }) => end <= found.pos && text.slice(end, found.pos).includes('\n')),
    problem,
  };
}
