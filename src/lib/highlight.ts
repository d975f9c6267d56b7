import { codeToTokens, type ThemeRegistrationRaw } from 'shiki';

/** Kinds of token that a command shows, by the colour that stands for each below; classes of code.css. */
const KINDS = {
  '#000001': 'string',
  '#000002': 'option',
  '#000003': 'comment',
  '#000004': 'keyword',
  '#000005': 'command',
};

const theme = {
  name: 'drydock-shell',
  type: 'light',
  settings: [
    { settings: { foreground: '#000000', background: '#ffffff' } },
    { scope: ['string.quoted'], settings: { foreground: '#000001' } },
    { scope: ['constant.other.option'], settings: { foreground: '#000002' } },
    { scope: ['comment'], settings: { foreground: '#000003' } },
    {
      scope: ['keyword', 'storage', 'variable', 'punctuation.definition.variable'],
      settings: { foreground: '#000004' },
    },
    { scope: ['entity.name.command', 'entity.name.function', 'support.function'], settings: { foreground: '#000005' } },
  ],
} satisfies ThemeRegistrationRaw;

/** A piece of code; `kind` is a class of code.css, `t-string` and so on. */
export interface Token {
  readonly text: string;
  readonly kind?: string;
}

/** @returns the lines of a shell command, cut into coloured pieces. */
export async function shellTokens(command: string): Promise<Token[][]> {
  const { tokens } = await codeToTokens(command, { lang: 'shellscript', theme });
  return tokens.map((line) => merge(line.map(({ content, color = '' }) => token(content, color.toLowerCase()))));
}

function token(text: string, color: string): Token {
  const kind = Object.entries(KINDS).find(([key]) => key === color)?.[1];
  return kind === undefined ? { text } : { text, kind };
}

/** Joins neighbours of one kind; a blank takes the kind of what is before it. */
function merge(tokens: readonly Token[]): Token[] {
  const merged: Token[] = [];
  for (const next of tokens) {
    const last = merged.at(-1);
    if (last !== undefined && last.kind === next.kind)
      merged[merged.length - 1] = { ...last, text: last.text + next.text };
    else merged.push(next);
  }
  return merged;
}
