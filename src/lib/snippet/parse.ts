/** One line a reader would type, with what leads up to it. */
export interface Step {
  /** What the shell gets: continuation lines are joined by a newline, without their marks. */
  readonly command: string;
  /** Comment lines above the command, each with its `#`. */
  readonly comments: readonly string[];
  /** Line of the command in the file, counted from 1. */
  readonly line: number;
}

/** A mistake in a block, with the line of the file on which it stands. */
export class SnippetError extends Error {
  readonly file: string;
  readonly line: number;

  constructor(file: string, line: number, message: string, options?: ErrorOptions) {
    super(`${file}:${line}: ${message}`, options);
    this.name = 'SnippetError';
    this.file = file;
    this.line = line;
  }
}

/**
 * Reads the text of a runnable block: commands (`$ …`), their continuation (`> …`) and comments (`# …`).
 *
 * @param line of the block's first line in the file.
 * @throws {SnippetError} on anything else, as output is never written by hand.
 */
export function parseSteps(text: string, { file, line }: { file: string; line: number }): Step[] {
  const steps: Step[] = [];
  let comments: string[] = [];
  let open: { lines: string[]; comments: string[]; line: number } | undefined;
  const close = (): void => {
    if (open !== undefined) steps.push({ command: open.lines.join('\n'), comments: open.comments, line: open.line });
    open = undefined;
  };

  for (const [index, row] of text.split('\n').entries()) {
    const at = line + index;
    if (row.startsWith('$ ')) {
      close();
      open = { lines: [row.slice(2)], comments, line: at };
      comments = [];
    } else if (row === '>' || row.startsWith('> ')) {
      if (open === undefined) throw new SnippetError(file, at, 'a continuation (`> `) without a command above it');
      open.lines.push(row.slice(2));
    } else if (row === '#' || row.startsWith('# ')) {
      close();
      comments.push(row);
    } else if (row.trim() === '') {
      close();
    } else {
      throw new SnippetError(
        file,
        at,
        `a runnable block holds commands alone: \`$ command\`, \`> continued\` or \`# comment\`, not ${JSON.stringify(row)}`,
      );
    }
  }
  close();
  if (comments.length > 0)
    throw new SnippetError(file, line, 'a comment at the end of a block, with no command below it');
  if (steps.length === 0) throw new SnippetError(file, line, 'a runnable block without a command');
  return steps;
}
