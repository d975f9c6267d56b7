import type { ParameterOperation, Word } from 'unbash';
import { ExpansionError } from '../error.ts';
import { declaration } from '../declaration.ts';
import { expandPrompt } from '../prompt.ts';
import type { Shell } from '../shell.ts';
import { unescapeText } from '../text/escape.ts';
import { calculate } from './arithmetic.ts';
import type { Found } from './parameter.ts';
import { quoteWord, singleQuote } from './quote.ts';
import { changeCase, removePrefix, removeSuffix, replacePattern } from './remove.ts';
import { expandParts, expandPattern } from './word.ts';

/** What comes behind the name in `${name…}`, on each value of a list. */
export async function applyOperation(
  shell: Shell,
  name: string,
  found: Found,
  operation: ParameterOperation,
): Promise<Found> {
  const each = (change: (value: string) => string): Found => ({ ...found, values: found.values.map(change) });
  switch (operation.type) {
    case 'Remove': {
      const pattern = await expandPattern(shell, operation.operand);
      const longest = operation.operator.length === 2;
      const remove = operation.operator.startsWith('#') ? removePrefix : removeSuffix;
      return each((value) => remove(value, pattern, longest));
    }
    case 'Replace': {
      const pattern = await expandPattern(shell, operation.pattern);
      const text = await replacement(shell, operation.replacement);
      return each((value) => replacePattern(value, pattern, text, operation.operator));
    }
    case 'Slice':
      return slice(shell, name, found, operation.offset, operation.length);
    case 'CaseModification': {
      const pattern = operation.operand === undefined ? undefined : await expandPattern(shell, operation.operand);
      return each((value) => changeCase(value, operation.operator, pattern));
    }
    case 'Transform':
      return transform(shell, name, found, operation.operand.text);
    default:
      return found;
  }
}

/** Marks the ampersands that aren't quoted; bash 5.2 puts what matched there (patsub_replacement). */
async function replacement(shell: Shell, word: Word | undefined): Promise<string> {
  if (word === undefined) return '';
  if (word.parts === undefined) {
    return word.text.replace(/\\([^])|&/g, (_, quoted?: string) => quoted ?? '\0&');
  }
  let text = '';
  for (const part of word.parts) {
    const plain = (await expandParts(shell, [part], 'bare'))
      .map((group) => group.map((piece) => piece.text).join(''))
      .join(' ');
    const quoted = part.type === 'SingleQuoted' || part.type === 'DoubleQuoted' || part.type === 'AnsiCQuoted';
    const literal = part.type === 'Literal' && part.text !== part.value;
    text += quoted
      ? plain
      : literal
        ? part.text.replace(/\\([^])|&/g, (_, char?: string) => char ?? '\0&')
        : plain.replaceAll('&', '\0&');
  }
  return text;
}

async function slice(shell: Shell, name: string, found: Found, offset: Word, length?: Word): Promise<Found> {
  const start = Number(await calculate(shell, offset.text));
  const count = length === undefined ? undefined : Number(await calculate(shell, length.text));
  if (found.all === undefined) {
    return { ...found, values: found.values.map((value) => part([...value], start, count, false).join('')) };
  }
  const positional = name === '@' || name === '*';
  const values = positional ? [shell.name, ...found.values] : found.values;
  const from = positional && start === 0 && count === undefined ? 0 : start;
  return { ...found, values: part(values, from, count, true) };
}

function part(values: readonly string[], start: number, count: number | undefined, list: boolean): readonly string[] {
  const from = start < 0 ? values.length + start : start;
  if (from < 0 || from > values.length) return [];
  if (count === undefined) return values.slice(from);
  if (count >= 0) return values.slice(from, from + count);
  const end = values.length + count;
  if (list || end < from) throw new ExpansionError(`${count}: substring expression < 0`);
  return values.slice(from, end);
}

function transform(shell: Shell, name: string, found: Found, letter: string): Found {
  const each = (change: (value: string) => string): Found => ({ ...found, values: found.values.map(change) });
  switch (letter) {
    case 'Q':
      return each(singleQuote);
    case 'U':
      return each((value) => value.toUpperCase());
    case 'u':
      return each((value) => changeCase(value, '^', undefined));
    case 'L':
      return each((value) => value.toLowerCase());
    case 'E':
      return each((value) => unescapeText(value));
    case 'P':
      return each((value) => expandPrompt(shell, value));
    case 'A':
      return { ...found, values: [declaration(shell, name) ?? ''] };
    case 'a':
      return { ...found, values: [attributes(shell, name)] };
    case 'K':
    case 'k':
      return each(quoteWord);
    default:
      throw new ExpansionError(`\${${name}@${letter}}: bad substitution`);
  }
}

function attributes(shell: Shell, name: string): string {
  const variable = shell.variables.find(name);
  if (variable === undefined) return '';
  const { kind, integer, lower, upper, nameref, exported } = variable;
  const letters = [
    kind === 'indexed' && 'a', kind === 'associative' && 'A', integer && 'i', lower && 'l', nameref && 'n',
    variable.readonly && 'r', upper && 'u', exported && 'x',
  ]; // prettier-ignore
  return letters.filter((letter) => letter !== false).join('');
}
