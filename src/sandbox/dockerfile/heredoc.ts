/** A document in the lines below an instruction. */
export interface Heredoc {
  readonly name: string;
  /** `<<-`: tabs at the beginning of its lines are dropped. */
  readonly chomp: boolean;
  /** Variables in it are expanded: its name has no quotes. */
  readonly expand: boolean;
  readonly fd: number;
  readonly content: string;
}

export type HeredocStart = Omit<Heredoc, 'content'>;

const START = /^(\d*)<<(-?)([^<]*)$/;

/** `<<EOF`, `<<-"EOF"`, `3<<END`: what a word of a line announces; undefined if it is nothing of the kind. */
export function heredocStart(word: string): HeredocStart | undefined {
  const [, fd = '', dash = '', raw = ''] = START.exec(word) ?? [];
  if (raw === '') return undefined;
  const name = raw.replace(/(["'])(.*?)\1/g, '$2').replace(/\\(.)/g, '$1');
  if (name === '' || /\s/.test(name)) return undefined;
  return { name, chomp: dash === '-', expand: name === raw, fd: fd === '' ? 0 : Number(fd) };
}

/** All that a line announces, in order. @see buildkit parser.go heredocsFromLine */
export function heredocsOf(line: string): HeredocStart[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (char === '\\' && quote !== "'") word += char + (line[++at] ?? '');
    else if (quote === '' && /\s/.test(char)) {
      words.push(word);
      word = '';
    } else {
      if (quote === '' && (char === '"' || char === "'")) quote = char;
      else if (char === quote) quote = '';
      word += char;
    }
  }
  words.push(word);
  return words.flatMap((text) => heredocStart(text) ?? []);
}

/** Without the tabs that begin its lines. */
export const chompTabs = (text: string): string => text.replace(/^\t+/gm, '');
