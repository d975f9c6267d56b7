import { parseSteps, SnippetError, type Step } from './parse.ts';

/** A fence ```console run``` of an MDX file. */
export interface Snippet {
  /** Line of the opening fence in the file, counted from 1. */
  readonly line: number;
  readonly steps: readonly Step[];
  /** Exit status that the last command must have. */
  readonly exit: number;
  /** Start state of the page's host: a file name in src/sandbox/host/scenarios. */
  readonly scenario?: string;
}

const FENCE = /^(?<indent>\s*)(?<marks>`{3,}|~{3,})\s*(?<info>.*)$/;

/** @returns every runnable block of an MDX text, in the order of the page. */
export function readSnippets(source: string, file: string): Snippet[] {
  const snippets: Snippet[] = [];
  const rows = source.split(/\r?\n/);
  for (let index = 0; index < rows.length; index += 1) {
    const fence = FENCE.exec(rows[index] ?? '')?.groups;
    if (fence === undefined) continue;
    const { indent = '', marks = '', info = '' } = fence;
    const end = rows.findIndex((row, at) => at > index && row.trim().startsWith(marks) && /^[`~]+$/.test(row.trim()));
    if (end < 0) throw new SnippetError(file, index + 1, 'a code fence that is never closed');
    const [language, ...meta] = info.trim().split(/\s+/);
    if (language === 'console' && meta.includes('run')) {
      const text = rows.slice(index + 1, end).map((row) => (row.startsWith(indent) ? row.slice(indent.length) : row));
      const steps = parseSteps(text.join('\n'), { file, line: index + 2 });
      const snippet = { line: index + 1, steps, ...readMeta(meta, { file, line: index + 1 }) };
      if (snippet.scenario !== undefined && snippets.length > 0) {
        throw new SnippetError(
          file,
          index + 1,
          'only the first runnable block of a page may name a scenario: the host is one',
        );
      }
      snippets.push(snippet);
    }
    index = end;
  }
  return snippets;
}

function readMeta(words: readonly string[], at: { file: string; line: number }): { exit: number; scenario?: string } {
  let exit = 0;
  let scenario: string | undefined;
  for (const word of words) {
    const [, key, value = ''] = /^(exit|scenario)=(.*)$/.exec(word) ?? [];
    if (word === 'run') continue;
    if (key === 'exit' && /^\d{1,3}$/.test(value)) exit = Number(value);
    else if (key === 'scenario' && /^[a-z0-9-]+$/.test(value)) scenario = value;
    else
      throw new SnippetError(
        at.file,
        at.line,
        `unknown option of a runnable block: ${word} (run, exit=N, scenario=name)`,
      );
  }
  return scenario === undefined ? { exit } : { exit, scenario };
}
