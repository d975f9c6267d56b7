import type { BraceExpansionPart, Word, WordPart } from 'unbash';
import { getParameter } from '../parameter.ts';
import { parseWords } from '../parse.ts';
import type { Shell } from '../shell.ts';
import { expandArithmetic } from './arithmetic.ts';
import { expandBraces } from './brace.ts';
import { substituteCommand } from './command.ts';
import { globPaths } from './glob.ts';
import { expandParameter, expandSimple } from './parameter.ts';
import { escapePattern, isPattern } from './pattern.ts';
import { substituteProcess } from './process.ts';
import { type Piece, splitFields } from './split.ts';
import { withTilde, withTildes } from './tilde.ts';

/**
 * Where parts stand: bare in a command, between double quotes, bare behind `${x:-`, where even literal text is split,
 * or in a pattern that unquoted text may make (extglob).
 */
export type Context = 'bare' | 'quoted' | 'operand' | 'pattern';

/** Pieces of fields that are separate whatever IFS is, as "$@" makes them. */
export type Groups = Piece[][];

/** Most words that one brace expansion may make. */
const MAX_WORDS = 100_000;

/** All words of a command: braces, tilde, parameters, commands, arithmetic, splitting, file names. */
export async function expandWords(shell: Shell, words: readonly Word[]): Promise<string[]> {
  const out: string[] = [];
  for (const word of words) {
    if (word.parts === undefined) out.push(word.text.startsWith('~') ? withTilde(shell, word.value) : word.value);
    else for (const plain of bracesOf(shell, word)) out.push(...(await expandFields(shell, plain)));
  }
  return out;
}

const braceCache = new WeakMap<Word, readonly Word[]>();

function bracesOf(shell: Shell, word: Word): readonly Word[] {
  if (!shell.option('braceexpand') || word.parts?.some(({ type }) => type === 'BraceExpansion') !== true) return [word];
  const known = braceCache.get(word);
  if (known !== undefined) return known;
  const texts = expandBraces(word.text, MAX_WORDS);
  const words = texts.length === 1 ? [word] : parseWords(texts);
  braceCache.set(word, words);
  return words;
}

async function expandFields(shell: Shell, word: Word): Promise<string[]> {
  if (word.parts === undefined) return [word.text.startsWith('~') ? withTilde(shell, word.value) : word.value];
  const groups = await expandParts(shell, word.parts, 'bare');
  const separators = getParameter(shell, 'IFS') ?? ' \t\n';
  const out: string[] = [];
  for (const group of groups) {
    for (const field of splitFields(group, separators)) out.push(...pathsOf(shell, field));
  }
  return out;
}

function pathsOf(shell: Shell, field: readonly Piece[]): string[] {
  const text = field.map((piece) => piece.text).join('');
  if (shell.option('noglob') || field.every(({ kind }) => kind === 'quoted')) return [text];
  const pattern = patternOf(field);
  if (!isPattern(pattern)) return [text];
  const paths = globPaths(shell, pattern);
  if (paths.length > 0) return paths;
  return shell.option('nullglob') ? [] : [text];
}

/** The pattern that pieces make together: what was quoted stands for itself. */
const patternOf = (pieces: readonly Piece[]): string =>
  pieces.map(({ text, kind }) => (kind === 'quoted' ? escapePattern(text) : text)).join('');

/** A word as one text: no splitting, no file names. For assignments, `case`, redirections of `[[`. */
export async function expandText(shell: Shell, word: Word, context: Context = 'bare'): Promise<string> {
  if (word.parts === undefined) return word.text.startsWith('~') ? withTilde(shell, word.value) : word.value;
  return joinGroups(shell, await expandParts(shell, word.parts, context));
}

/** The value of an assignment: as `expandText`, with a tilde behind colons. */
export async function expandValue(shell: Shell, word: Word): Promise<string> {
  if (word.parts === undefined) return word.text.includes('~') ? assignTildes(shell, word) : word.value;
  const [first] = word.parts;
  const groups = await expandParts(shell, word.parts, 'bare');
  if (first?.type === 'Literal' && first.text.startsWith('~')) {
    const head = groups[0]?.[0];
    if (head !== undefined) groups[0]?.splice(0, 1, { ...head, text: withTildes(shell, first.value) });
  }
  return joinGroups(shell, groups);
}

const assignTildes = (shell: Shell, word: Word): string =>
  word.text === word.value ? withTildes(shell, word.value) : withTilde(shell, word.value);

function joinGroups(shell: Shell, groups: Groups): string {
  const text = groups.map((group) => group.map((piece) => piece.text).join('')).join(' ');
  shell.checkLength(text.length);
  return text;
}

/** A word as a pattern in which only what isn't quoted is special. */
export async function expandPattern(shell: Shell, word: Word): Promise<string> {
  const active = shell.option('extglob');
  if (word.parts === undefined) {
    return active && word.text === word.value ? word.value : escapePattern(withTildeOf(shell, word));
  }
  const groups = await expandParts(shell, word.parts, active ? 'pattern' : 'bare');
  return groups.map(patternOf).join(' ');
}

const withTildeOf = (shell: Shell, word: Word): string =>
  word.text.startsWith('~') ? withTilde(shell, word.value) : word.value;

/** The right side of `=~`: a regular expression in which only what isn't quoted is special. */
export async function expandExpression(shell: Shell, word: Word): Promise<string> {
  if (word.parts === undefined) return word.text;
  let source = '';
  for (const part of word.parts) {
    if (
      part.type === 'Literal' ||
      part.type === 'Glob' ||
      part.type === 'ExtendedGlob' ||
      part.type === 'BraceExpansion'
    ) {
      source += part.text;
      continue;
    }
    for (const piece of (await expandParts(shell, [part], 'bare')).flat()) {
      source += piece.kind === 'quoted' ? piece.text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&') : piece.text;
    }
  }
  return source;
}

/** Expands the parts of a word, of a text in double quotes, or of a here-document. */
export async function expandParts(shell: Shell, parts: readonly WordPart[], context: Context): Promise<Groups> {
  const groups: Groups = [[]];
  const push = (piece: Piece) => groups.at(-1)?.push(piece);
  for (const [index, part] of parts.entries()) {
    for (const [at, group] of (await expandPart(shell, part, context, index === 0)).entries()) {
      if (at > 0) groups.push([]);
      for (const piece of group) push(piece);
    }
  }
  return groups;
}

async function expandPart(shell: Shell, part: WordPart, context: Context, first: boolean): Promise<Groups> {
  const result = (text: string): Groups => [[{ text, kind: context === 'quoted' ? 'quoted' : 'split' }]];
  const literal = (text: string): Groups => [[{ text, kind: context === 'operand' ? 'split' : 'quoted' }]];
  switch (part.type) {
    case 'Literal':
      if (context === 'pattern' && part.text === part.value) return [[{ text: part.value, kind: 'pattern' }]];
      return literal(
        first && context !== 'quoted' && part.text.startsWith('~') ? withTilde(shell, part.value) : part.value,
      );
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [[{ text: part.value, kind: 'quoted' }]];
    case 'DoubleQuoted':
    case 'LocaleString':
      return expandQuoted(shell, part.parts);
    case 'SimpleExpansion':
      return expandSimple(shell, part.text.slice(1), context);
    case 'ParameterExpansion':
      return expandParameter(shell, part, context);
    case 'CommandExpansion':
      return result(await substituteCommand(shell, part));
    case 'ArithmeticExpansion':
      return result(await expandArithmetic(shell, part.text));
    case 'ProcessSubstitution':
      return [[{ text: await substituteProcess(shell, part), kind: 'quoted' }]];
    case 'Glob':
    case 'ExtendedGlob':
      return [
        [
          {
            text: context === 'quoted' ? part.text : await activePattern(shell, part),
            kind: context === 'quoted' ? 'quoted' : 'pattern',
          },
        ],
      ];
    case 'BraceExpansion':
      return part.parts === undefined ? literal(part.text) : expandBraceText(shell, part, context);
  }
}

/** Braces that make no list are text, but what stands in them is expanded. */
async function expandBraceText(shell: Shell, part: BraceExpansionPart, context: Context): Promise<Groups> {
  const [first, ...rest] = await expandParts(shell, part.parts ?? [], context);
  const open: Piece = { text: '{', kind: 'quoted' };
  const groups = [[open, ...(first ?? [])], ...rest];
  groups.at(-1)?.push({ text: '}', kind: 'quoted' });
  return groups;
}

/** The text of `[…]` or `@(…)`, whose insides may hold expansions. */
async function activePattern(shell: Shell, part: WordPart & { type: 'Glob' | 'ExtendedGlob' }): Promise<string> {
  const inner = part.parts;
  if (inner === undefined || inner.every(({ type }) => type === 'Literal' || type === 'Glob')) return part.text;
  const groups = await expandParts(shell, inner, 'bare');
  const body = groups.map(patternOf).join(' ');
  return part.type === 'Glob' ? `[${body}]` : `${part.operator}(${body})`;
}

async function expandQuoted(shell: Shell, parts: readonly WordPart[]): Promise<Groups> {
  const groups = await expandParts(shell, parts, 'quoted');
  const lists = parts.length > 0 && parts.every(isList);
  if (groups.length === 1 && groups[0]?.length === 0 && !lists) groups[0].push({ text: '', kind: 'quoted' });
  return groups;
}

/** "$@" and "${a[@]}" alone vanish when they are empty. */
const isList = (part: WordPart): boolean =>
  part.type === 'SimpleExpansion'
    ? part.text === '$@'
    : part.type === 'ParameterExpansion' &&
      (part.parameter === '@' || part.index?.text === '@' || part.operation?.type === 'Names');
