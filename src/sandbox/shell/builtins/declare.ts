import type { Assignment } from 'unbash';
import { assignArray } from '../assign.ts';
import { evaluate } from '../arithmetic/evaluate.ts';
import type { Builtin } from '../builtin.ts';
import { declaration, plainDeclaration } from '../declaration.ts';
import { Flow, ShellError } from '../error.ts';
import { functionText } from '../function-text.ts';
import { isName, type Options, readOptions } from '../options.ts';
import { makeIndexed, setElement, setParameter, weightOf } from '../parameter.ts';
import type { Shell } from '../shell.ts';
import type { Variable } from '../variables.ts';

const USAGE = '[-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]';

/** `declare`, `typeset`, `local` */
export const declare: Builtin = async (shell, args, name) => {
  const usage = name === 'local' ? 'local [option] name[=value] ...' : `${name} ${USAGE}`;
  if (name === 'local' && !shell.variables.inFunction) {
    if (shell.dialect.name !== 'bash') {
      await shell.complain(`${name}: not in a function`);
      throw new Flow('exit', 2);
    }
    throw new ShellError('can only be used in a function');
  }
  const options = await readOptions(shell, name, args, 'aAfFgiIlnprtux', usage, { plus: true });
  const { flags, rest } = options;
  if (flags.has('f') || flags.has('F')) return showFunctions(shell, rest, flags.has('F'));
  if (flags.has('p') || rest.length === 0) return show(shell, options, name);
  let status = 0;
  for (const word of rest) {
    try {
      await declareOne(shell, word, flags, shell.variables.inFunction && !flags.has('g'));
    } catch (error) {
      if (!(error instanceof ShellError)) throw error;
      await shell.complain(`${name}: ${error.message}`);
      status = 1;
    }
  }
  return status;
};

const WORD = /^([^=+[]*)(?:\[(.*)\])?(\+?=)?(.*)$/s;

async function declareOne(shell: Shell, word: string, flags: ReadonlySet<string>, local: boolean): Promise<void> {
  const [, name = '', index, operator, value = ''] = WORD.exec(word) ?? [];
  if (!isName(name)) throw new ShellError(`\`${word}': not a valid identifier`);
  const variables = shell.variables;
  const variable = local
    ? variables.makeLocal(name, { inherit: flags.has('I') })
    : flags.has('n')
      ? variables.demandOwn(name)
      : variables.demand(name);
  const array = operator !== undefined && value === '(' ? takeArray(shell, name) : undefined;
  if (variable.readonly && (operator !== undefined || flags.has('+r')))
    throw new ShellError(`${name}: readonly variable`);
  setAttributes(variable, flags);
  if (flags.has('n')) {
    if (operator !== undefined) variable.value = value;
    variable.nameref = true;
    return;
  }
  const append = operator === '+=';
  if (array?.value.type === 'ArrayValue') await assignArray(shell, name, array.value, { append });
  else if (operator !== undefined && index !== undefined) setElement(shell, name, index, value, { append });
  else if (operator !== undefined) setParameter(shell, name, value, { append });
  if (flags.has('r')) variable.readonly = true;
}

function takeArray(shell: Shell, name: string): Assignment | undefined {
  const at = shell.assignments.findIndex((assignment) => assignment.name === name);
  return at < 0 ? undefined : shell.assignments.splice(at, 1)[0];
}

function setAttributes(variable: Variable, flags: ReadonlySet<string>): void {
  if (flags.has('A') && variable.kind !== 'associative') {
    if (variable.kind === 'indexed') throw new ShellError('cannot convert indexed to associative array');
    variable.kind = 'associative';
    variable.items = new Map<string, string>(variable.value === undefined ? [] : [['0', variable.value]]);
    variable.value = undefined;
  }
  if (flags.has('a') && variable.kind === 'string') makeIndexed(variable);
  if (flags.has('i')) variable.integer = true;
  if (flags.has('+i')) variable.integer = false;
  if (flags.has('x')) variable.exported = true;
  if (flags.has('+x')) variable.exported = false;
  if (flags.has('l')) Object.assign(variable, { lower: true, upper: false });
  if (flags.has('u')) Object.assign(variable, { upper: true, lower: false });
}

async function show(shell: Shell, { flags, rest }: Options, name: string): Promise<number> {
  if (rest.length > 0) {
    let status = 0;
    for (const word of rest) {
      const text = declaration(shell, word);
      if (text === undefined) {
        await shell.complain(`${name}: ${word}: not found`);
        status = 1;
      } else await shell.process.out(`${text}\n`);
    }
    return status;
  }
  const fits = (variable: Variable) =>
    (!flags.has('x') || variable.exported) && (!flags.has('r') || variable.readonly) && (!flags.has('i') || variable.integer) &&
    (!flags.has('a') || variable.kind === 'indexed') && (!flags.has('A') || variable.kind === 'associative'); // prettier-ignore
  let text = '';
  for (const [key, variable] of shell.variables.entries()) {
    if (!fits(variable) || (name === 'local' && !shell.variables.isLocal(key))) continue;
    const line = flags.size === 0 ? plainDeclaration(key, variable, shell.dialect) : declaration(shell, key);
    if (line !== undefined) text += `${line}\n`;
  }
  await shell.process.out(text);
  return 0;
}

async function showFunctions(shell: Shell, names: readonly string[], onlyNames: boolean): Promise<number> {
  let status = 0;
  for (const name of names.length === 0 ? [...shell.functions.keys()].sort() : names) {
    const called = shell.functions.get(name);
    if (called === undefined) status = 1;
    else if (onlyNames) await shell.process.out(names.length === 0 ? `declare -f ${name}\n` : `${name}\n`);
    else await shell.process.out(functionText(name, called));
  }
  return status;
}

const marking =
  (attribute: 'exported' | 'readonly', letter: 'x' | 'r'): Builtin =>
  async (shell, args, name) => {
    const usage =
      name === 'export'
        ? 'export [-fn] [name[=value] ...] or export -p'
        : 'readonly [-aAf] [name[=value] ...] or readonly -p';
    const letters = { bash: 'fnpaA', dash: 'p', ash: 'np' }[shell.dialect.name];
    const { flags, rest } = await readOptions(shell, name, args, letters, usage);
    if (rest.length === 0) return list(shell, name, attribute);
    let status = 0;
    for (const word of rest) {
      try {
        if (flags.has('f')) continue;
        if (flags.has('n')) shell.variables.demand(word.split('=')[0] ?? '').exported = false;
        else
          await declareOne(shell, word, new Set([letter, ...[...flags].filter((flag) => /^[aA]$/.test(flag))]), false);
      } catch (error) {
        if (!(error instanceof ShellError)) throw error;
        if (shell.dialect.name !== 'bash') throw new ShellError(`${word.split('=')[0] ?? ''}: bad variable name`, 2);
        await shell.complain(`${name}: ${error.message}`);
        status = 1;
      }
    }
    return status;
  };
export const exportNames = marking('exported', 'x');
export const readonlyNames = marking('readonly', 'r');

async function list(shell: Shell, name: string, attribute: 'exported' | 'readonly'): Promise<number> {
  let text = '';
  for (const [key, variable] of shell.variables.entries()) {
    if (!variable[attribute] || (key === 'PPID' && shell.dialect.name !== 'bash')) continue;
    if (shell.dialect.name === 'bash') text += `${declaration(shell, key) ?? ''}\n`;
    else
      text += `${name} ${key}${variable.value === undefined ? '' : `='${variable.value.replaceAll("'", "'\\''")}'`}\n`;
  }
  await shell.process.out(text);
  return 0;
}

export const unset: Builtin = async (shell, args, name) => {
  const { flags, rest } = await readOptions(shell, name, args, 'fvn', 'unset [-f] [-v] [-n] [name ...]');
  let status = 0;
  for (const word of rest) {
    if (shell.dialect.name !== 'bash' && !flags.has('f') && !isName(word))
      throw new ShellError(`${word}: bad variable name`, 2);
    const [, array, index] = /^([A-Za-z_]\w*)\[(.+)\]$/s.exec(word) ?? [];
    const key = flags.has('n') ? word : shell.variables.resolve(array ?? word);
    const variable = shell.variables.own(key);
    if (variable?.readonly === true && !flags.has('f')) {
      if (shell.dialect.name !== 'bash') throw new ShellError(`${key}: is read only`, 2);
      await shell.complain(`${name}: ${key}: cannot unset: readonly variable`);
      status = 1;
    } else if (array !== undefined && index !== undefined && variable?.items !== undefined) {
      if (index === '@' || index === '*') forget(shell, key);
      else removeElement(shell, variable, index);
    } else if (flags.has('f') || (variable === undefined && !flags.has('v'))) shell.functions.delete(word);
    else forget(shell, key);
  }
  return status;
};

/** Unsets a variable and gives back its memory. */
function forget(shell: Shell, key: string): void {
  const variable = shell.variables.own(key);
  shell.weigh(-(variable?.value?.length ?? 0) - weightOf(variable?.items?.values() ?? []));
  shell.variables.unset(key);
}

function removeElement(shell: Shell, variable: Variable, index: string): void {
  const items = variable.items as Map<number | string, string>;
  if (variable.kind === 'associative') {
    items.delete(index);
    return;
  }
  const number = Number(evaluate(shell, index));
  items.delete(number < 0 ? Math.max(-1, ...(items.keys() as Iterable<number>)) + 1 + number : number);
}
