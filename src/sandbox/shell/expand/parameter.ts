import type { ParameterExpansionPart, Word } from 'unbash';
import { encode } from '../../kernel/bytes.ts';
import { ExpansionError } from '../error.ts';
import { elements, getElement, getParameter, orderedItems, setElement, setParameter } from '../parameter.ts';
import type { Shell } from '../shell.ts';
import { expandQuotedText } from './arithmetic.ts';
import { fatalStatus } from '../fatal-status.ts';
import { applyOperation } from './operation.ts';
import { type Context, expandParts, expandText, type Groups } from './word.ts';

/** What a parameter holds: one value, none, or a list (`all` tells "$@" from "$*"). */
export interface Found {
  readonly values: readonly string[];
  readonly set: boolean;
  readonly all: '@' | '*' | undefined;
}

/** `$name`, `$1`, `$@`… */
export async function expandSimple(shell: Shell, name: string, context: Context): Promise<Groups> {
  if (name === '@' || name === '*') return toGroups(shell, list(shell.positional, name), context);
  const value = getParameter(shell, name);
  if (value === undefined) refuseUnset(shell, name, name);
  return [[{ text: value ?? '', kind: context === 'quoted' ? 'quoted' : 'split' }]];
}

const list = (values: readonly string[], all: '@' | '*'): Found => ({ values, set: values.length > 0, all });

function refuseUnset(shell: Shell, name: string, shown: string): void {
  if (!shell.option('nounset') || name === '@' || name === '*') return;
  throw new ExpansionError(
    shell.dialect.name === 'bash' ? `${shown}: unbound variable` : `${shown}: parameter not set`,
    {
      status: fatalStatus(shell),
      exits: true,
    },
  );
}

/** `${…}` */
export async function expandParameter(shell: Shell, part: ParameterExpansionPart, context: Context): Promise<Groups> {
  const { operation, prefix } = part;
  if (part.parameter === '' || operation?.type === 'Unknown' || !knows(shell, part)) {
    throw new ExpansionError(shell.dialect.badSubstitution(part.text), {
      status: shell.dialect.name === 'bash' ? 1 : 2,
    });
  }
  if (prefix === '!' && operation?.type === 'Names') {
    return toGroups(shell, list(shell.variables.names(part.parameter), operation.operator), context);
  }
  if (prefix === '!' && part.index !== undefined && isAll(part.index))
    return toGroups(shell, keys(shell, part), context);
  const target = prefix === '!' ? await indirect(shell, part) : part;
  const name = target.parameter;
  const found = await find(shell, target);
  if (prefix === '#') return one(String(length(shell, name, found)), context);
  if (operation === undefined) {
    if (!found.set && found.all === undefined) refuseUnset(shell, name, shownName(target));
    return toGroups(shell, found, context);
  }
  if (operation.type === 'Default') {
    const { operator, operand } = operation;
    const missing = !found.set || (operator.startsWith(':') && found.values.join('') === '');
    const kind = operator.slice(-1);
    if (kind === '+') return missing ? nothing(context) : expandOperand(shell, operand, context);
    if (!missing) return toGroups(shell, found, context);
    if (kind === '-') return expandOperand(shell, operand, context);
    if (kind === '?') {
      const text = await expandText(shell, operand);
      const message = text === '' ? (operator === ':?' ? nullOrUnset(shell) : 'parameter not set') : text;
      const status = fatalStatus(shell);
      throw new ExpansionError(`${shownName(target)}: ${message}`, { status, exits: true });
    }
    return assignDefault(shell, target, operand, context);
  }
  if (!found.set && found.all === undefined) refuseUnset(shell, name, shownName(target));
  return toGroups(shell, await applyOperation(shell, name, found, operation), context);
}

const nullOrUnset = ({ dialect }: Shell): string =>
  dialect.name === 'bash' ? 'parameter null or not set' : 'parameter not set or null';

/** dash has none of bash's own operations, ash only a few. */
function knows(shell: Shell, { operation, index, prefix }: ParameterExpansionPart): boolean {
  const { name } = shell.dialect;
  if (name === 'bash') return true;
  if (index !== undefined || prefix === '!') return false;
  const type = operation?.type;
  return (
    type === undefined ||
    type === 'Default' ||
    type === 'Remove' ||
    (name === 'ash' && (type === 'Slice' || type === 'Replace'))
  );
}

type Target = Pick<ParameterExpansionPart, 'parameter' | 'index'>;

const isAll = (index: Word): boolean => index.text === '@' || index.text === '*';
const shownName = ({ parameter, index }: Target): string =>
  index === undefined ? parameter : `${parameter}[${index.text}]`;
const one = (text: string, context: Context): Groups => [[{ text, kind: context === 'quoted' ? 'quoted' : 'split' }]];
const nothing = (context: Context): Groups => (context === 'quoted' ? one('', context) : [[]]);

async function find(shell: Shell, { parameter: name, index }: Target): Promise<Found> {
  if (name === '@' || name === '*') return list(shell.positional, name);
  if (index === undefined) {
    const value = getParameter(shell, name);
    return { values: value === undefined ? [] : [value], set: value !== undefined, all: undefined };
  }
  if (isAll(index)) return list(elements(shell, name), index.text as '@' | '*');
  const value = getElement(shell, name, await subscriptText(shell, name, index));
  return { values: value === undefined ? [] : [value], set: value !== undefined, all: undefined };
}

/** The text between brackets: a key of an associative array, arithmetic of others. */
export async function subscriptText(shell: Shell, name: string, index: Word): Promise<string> {
  if (shell.variables.find(name)?.kind === 'associative') return expandText(shell, index, 'quoted');
  return expandQuotedText(shell, index.text);
}

function keys(shell: Shell, { parameter, index }: Target): Found {
  const variable = shell.variables.find(parameter);
  const all = index?.text === '*' ? '*' : '@';
  if (variable?.items !== undefined)
    return list(
      orderedItems(variable).map(([key]) => String(key)),
      all,
    );
  return list(getParameter(shell, parameter) === undefined ? [] : ['0'], all);
}

/** `${!name}`: the parameter that the value of `name` names. */
async function indirect(shell: Shell, part: ParameterExpansionPart): Promise<Target> {
  if (part.index === undefined && shell.variables.own(part.parameter)?.nameref === true) {
    const name = shell.variables.own(part.parameter)?.value ?? '';
    return { parameter: '', index: { type: 'Word', text: name, value: name, pos: 0, end: 0 } };
  }
  const found = await find(shell, part);
  const [value] = found.values;
  if (value === undefined || value === '') {
    throw new ExpansionError(`${part.parameter}: invalid indirect expansion`);
  }
  const [, name, index] = /^([A-Za-z_]\w*|\d+|[@*#?$!-])(?:\[(.+)\])?$/s.exec(value) ?? [];
  if (name === undefined) throw new ExpansionError(`${value}: invalid variable name`);
  return {
    parameter: name,
    index: index === undefined ? undefined : { type: 'Word', text: index, value: index, pos: 0, end: 0 },
  };
}

function length(shell: Shell, name: string, found: Found): number {
  if (found.all !== undefined) return found.values.length;
  const [value] = found.values;
  if (value === undefined) refuseUnset(shell, name, name);
  return countsCharacters(shell) ? [...(value ?? '')].length : encode(value ?? '').length;
}

/** bash and ash count characters where the locale has UTF-8, else octets, as dash always does. */
function countsCharacters(shell: Shell): boolean {
  if (shell.dialect.name === 'dash') return false;
  const locale = ['LC_ALL', 'LC_CTYPE', 'LANG']
    .map((name) => getParameter(shell, name) ?? '')
    .find((text) => text !== '');
  return /utf-?8/i.test(locale ?? '');
}

async function expandOperand(shell: Shell, operand: Word, context: Context): Promise<Groups> {
  if (context === 'quoted') return one(await expandText(shell, operand, 'quoted'), context);
  if (operand.parts === undefined) {
    const text = await expandText(shell, operand);
    return text === '' ? [[]] : one(text, context);
  }
  return expandParts(shell, operand.parts, 'operand');
}

async function assignDefault(shell: Shell, target: Target, operand: Word, context: Context): Promise<Groups> {
  const value = await expandText(shell, operand);
  const { parameter: name, index } = target;
  if (!/^[A-Za-z_]/.test(name)) throw new ExpansionError(`$${name}: cannot assign in this way`);
  if (index === undefined) setParameter(shell, name, value);
  else setElement(shell, name, await subscriptText(shell, name, index), value);
  return one(value, context);
}

/** Makes fields: lists in quotes stay apart with @ and are joined with *. */
function toGroups(shell: Shell, found: Found, context: Context): Groups {
  const { values, all } = found;
  if (context === 'quoted') {
    if (all === '*') return one(values.join((getParameter(shell, 'IFS') ?? ' ').slice(0, 1)), context);
    if (all === '@') return values.length === 0 ? [[]] : values.map((text) => [{ text, kind: 'quoted' }]);
    return one(values[0] ?? '', context);
  }
  if (values.length === 0) return [[]];
  return values.map((text) => [{ text, kind: 'split' }]);
}
