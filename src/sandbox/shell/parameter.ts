import { ShellError } from './error.ts';
import { evaluate } from './arithmetic/evaluate.ts';
import type { Shell } from './shell.ts';
import type { Variable } from './variables.ts';

export const BASH_VERSION = '5.2.15(1)-release';

const FLAG_LETTERS = new Map([
  ['allexport', 'a'], ['notify', 'b'], ['errexit', 'e'], ['noglob', 'f'], ['hashall', 'h'], ['monitor', 'm'],
  ['noexec', 'n'], ['nounset', 'u'], ['verbose', 'v'], ['xtrace', 'x'], ['braceexpand', 'B'], ['noclobber', 'C'],
  ['errtrace', 'E'], ['histexpand', 'H'], ['physical', 'P'], ['functrace', 'T'],
]); // prettier-ignore
export const OPTION_OF_LETTER = new Map([...FLAG_LETTERS].map(([name, letter]) => [letter, name]));

/** `$-` */
function optionLetters(shell: Shell): string {
  let letters = '';
  for (const [name, letter] of FLAG_LETTERS) if (shell.option(name)) letters += letter;
  const at = letters.search(/[A-Z]|$/);
  const interactive = shell.interactive ? 'i' : '';
  const lower = [...letters.slice(0, at), interactive].sort().join('');
  return (
    lower +
    letters.slice(at) +
    (shell.option('commandString') && shell.dialect.name !== 'dash' ? 'c' : '') +
    (shell.option('stdin') ? 's' : '')
  );
}

type Computed = (shell: Shell) => string | undefined;

/** Variables that the shell works out anew each time. */
const COMPUTED: Readonly<Record<string, Computed>> = {
  RANDOM: (shell) => String(shell.process.kernel.random.below(32_768)),
  SRANDOM: (shell) => String(shell.process.kernel.random.uint32()),
  SECONDS: (shell) => String(Math.floor((shell.process.kernel.clock.now() - shell.startTime) / 1000)),
  EPOCHSECONDS: (shell) => String(Math.floor(shell.process.kernel.clock.now() / 1000)),
  EPOCHREALTIME: (shell) => (shell.process.kernel.clock.now() / 1000).toFixed(6),
  LINENO: (shell) => String(shell.line),
  BASHPID: (shell) => String(shell.process.pid),
  BASH_SUBSHELL: (shell) => String(shell.subshells),
  FUNCNAME: (shell) => shell.stack.find(({ kind }) => kind === 'function')?.name,
};

const SPECIAL: Readonly<Record<string, Computed>> = {
  '?': (shell) => String(shell.status),
  $: (shell) => String(shell.mainPid),
  '!': (shell) => (shell.lastBackground === undefined ? undefined : String(shell.lastBackground)),
  '#': (shell) => String(shell.positional.length),
  '-': optionLetters,
  _: (shell) => shell.lastArgument,
  '0': (shell) => shell.name,
};

/** Debian's dash has none of them, LINENO neither. */
const isComputed = (shell: Shell, name: string): boolean => shell.dialect.extended && Object.hasOwn(COMPUTED, name);

/** The value of a parameter that is no list: variable, number or special sign. Undefined when it isn't set. */
export function getParameter(shell: Shell, name: string): string | undefined {
  if (Object.hasOwn(SPECIAL, name)) return SPECIAL[name]?.(shell);
  if (/^\d+$/.test(name)) return shell.positional[Number(name) - 1];
  if (isComputed(shell, name)) {
    const own = shell.variables.own(name);
    if (own?.value === undefined || name !== 'FUNCNAME') return COMPUTED[name]?.(shell);
  }
  const target = shell.variables.resolve(name);
  const element = /^([A-Za-z_]\w*)\[(.+)\]$/.exec(target);
  if (element !== null) return getElement(shell, element[1] ?? '', element[2] ?? '');
  return scalar(shell.variables.find(name));
}

/** What `$name` gives: of an array its element 0. */
function scalar(variable: Variable | undefined): string | undefined {
  if (variable === undefined) return undefined;
  if (variable.kind === 'string') return variable.value;
  return (variable.items as Map<unknown, string> | undefined)?.get(variable.kind === 'indexed' ? 0 : '0');
}

/** All elements of an array, in order; of anything else its value. */
export function elements(shell: Shell, name: string): string[] {
  const array = computedArray(shell, name);
  if (array !== undefined) return [...array];
  const variable = shell.variables.find(name);
  if (variable?.items !== undefined) return [...orderedItems(variable)].map(([, value]) => value);
  const value = getParameter(shell, name);
  return value === undefined ? [] : [value];
}

function computedArray(shell: Shell, name: string): readonly string[] | undefined {
  const functions = shell.stack.filter(({ kind }) => kind === 'function' || kind === 'source');
  if (name === 'FUNCNAME' && functions.length > 0) {
    const names = functions.map((frame) => (frame.kind === 'source' ? 'source' : frame.name));
    return shell.option('commandString') ? names : [...names, 'main'];
  }
  if (name === 'BASH_LINENO') return [...functions.map(({ callLine }) => String(callLine)), '0'];
  if (name === 'BASH_SOURCE') return [...functions, undefined].map(() => shell.source.name);
  if (name === 'DIRSTACK') return [shell.process.cwd, ...shell.directories];
  return undefined;
}

/** Elements with their subscripts; indexed ones by rising number. */
export function orderedItems(variable: Variable): [number | string, string][] {
  const entries = [...((variable.items ?? new Map()) as Map<number | string, string>)];
  return variable.kind === 'indexed' ? entries.sort(([left], [right]) => Number(left) - Number(right)) : entries;
}

/** @param subscript already expanded; an indexed array reads it as arithmetic */
export function getElement(shell: Shell, name: string, subscript: string): string | undefined {
  const computed = computedArray(shell, name);
  if (computed !== undefined) return computed.at(Number(evaluate(shell, subscript)));
  const variable = shell.variables.find(name);
  if (variable?.kind === 'associative') return (variable.items as Map<string, string>).get(subscript);
  const index = Number(evaluate(shell, subscript));
  if (variable?.kind !== 'indexed') {
    return index === 0 || index === -1 ? getParameter(shell, name) : undefined;
  }
  return (variable.items as Map<number, string>).get(fromEnd(shell, variable, name, index, subscript));
}

function fromEnd(shell: Shell, variable: Variable, name: string, index: number, text: string): number {
  if (index >= 0) return index;
  const last = Math.max(-1, ...(variable.items as Map<number, string>).keys());
  if (last + 1 + index < 0) throw new ShellError(`${name}[${text}]: bad array subscript`);
  void shell;
  return last + 1 + index;
}

/** Gives a variable a value, as `name=value` does. @throws {ShellError} readonly */
export function setParameter(shell: Shell, name: string, value: string, { append = false } = {}): void {
  const target = shell.variables.resolve(name);
  const element = /^([A-Za-z_]\w*)\[(.+)\]$/.exec(target);
  if (element !== null) return setElement(shell, element[1] ?? '', element[2] ?? '', value, { append });
  const variable = writable(shell, target);
  const before = append ? (scalar(variable) ?? '') : '';
  const next = converted(shell, variable, before, value, append);
  shell.checkLength(next.length);
  shell.weigh(next.length - (scalar(variable)?.length ?? 0));
  if (variable.kind === 'string') variable.value = next;
  else (variable.items as Map<unknown, string>).set(variable.kind === 'indexed' ? 0 : '0', next);
  if (shell.option('allexport')) variable.exported = true;
  if (name === 'RANDOM' || name === 'SECONDS') shell.variables.unset(name);
}

export function setElement(
  shell: Shell,
  name: string,
  subscript: string,
  value: string,
  { append = false } = {},
): void {
  const variable = writable(shell, name);
  if (variable.kind === 'string') makeIndexed(variable);
  const items = variable.items as Map<number | string, string>;
  const key =
    variable.kind === 'associative'
      ? subscript
      : fromEnd(shell, variable, name, Number(evaluate(shell, subscript)), subscript);
  const old = items.get(key);
  const next = converted(shell, variable, append ? (old ?? '') : '', value, append);
  shell.weigh(next.length - (old === undefined ? -ELEMENT : old.length));
  items.set(key, next);
}

/** Turns a string into an indexed array whose element 0 it is. */
export function makeIndexed(variable: Variable): void {
  const items = new Map<number, string>();
  if (variable.value !== undefined) items.set(0, variable.value);
  variable.kind = 'indexed';
  variable.items = items;
  variable.value = undefined;
}

/** What an element takes beside its text. */
const ELEMENT = 48;

export function weightOf(values: Iterable<string>): number {
  let sum = 0;
  for (const value of values) sum += value.length + ELEMENT;
  return sum;
}

/** `name=(…)`: an indexed array of these values. */
export function setArray(shell: Shell, name: string, values: readonly string[]): void {
  const variable = writable(shell, name);
  shell.weigh(weightOf(values) - weightOf(variable.items?.values() ?? []));
  variable.kind = 'indexed';
  variable.value = undefined;
  variable.items = new Map(values.map((value, index) => [index, value]));
}

export function writable(shell: Shell, name: string): Variable {
  const variable = shell.variables.demand(name);
  if (variable.readonly) throw new ShellError(`${name}: readonly variable`);
  return variable;
}

function converted(shell: Shell, variable: Variable, before: string, value: string, append: boolean): string {
  if (variable.integer) {
    const sum = evaluate(shell, value) + (append ? evaluate(shell, before) : 0n);
    return String(BigInt.asIntN(64, sum));
  }
  const whole = before + value;
  if (variable.upper) return whole.toUpperCase();
  return variable.lower ? whole.toLowerCase() : whole;
}
