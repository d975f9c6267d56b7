import type { Statement } from 'unbash';
import { Discard } from './error.ts';
import { runStatements } from './list.ts';
import { openHereDocument, parseProgram, parseText } from './parse.ts';
import type { Shell } from './shell.ts';
import { Source } from './source.ts';
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
  const { statements, problem } = parseProgram(expanded);
  shell.source = new Source(expanded, name, line);
  shell.position = 0;
  try {
    await warnOpenDocument(shell, expanded);
    if (statements.length > 0 && origin.resumes === true) await runLines(shell, statements);
    else if (statements.length > 0) await runStatements(shell, statements, last && problem === undefined);
    else if (problem === undefined) shell.status = 0;
    if (problem !== undefined) {
      const { interactive } = shell;
      const where = interactive
        ? `${name}: `
        : `${name}: ${origin.origin === undefined ? '' : `${origin.origin}: `}line ${line - 1 + problem.line}: `;
      const head = shell.dialect.syntaxPrefix?.(name, line - 1 + problem.line) ?? where;
      await shell.say(`${head}${problem.message}\n`);
      if (problem.shown !== undefined && shell.dialect.name === 'bash')
        await shell.say(`${where}\`${problem.shown}'\n`);
      shell.status = 2;
      if (!interactive) throw new Discard(2);
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
