import type { Assignment, ArrayValue, Word } from 'unbash';
import { ShellError } from './error.ts';
import { subscriptText } from './expand/parameter.ts';
import { expandText, expandValue, expandWords } from './expand/word.ts';
import { evaluate } from './arithmetic/evaluate.ts';
import { parseWords } from './parse.ts';
import { makeIndexed, setElement, setParameter, writable } from './parameter.ts';
import { quoteIfNeeded } from './expand/quote.ts';
import type { Shell } from './shell.ts';

/** Carries out `name=value`, `name[i]+=value` or `name=(…)`. */
export async function assign(shell: Shell, assignment: Assignment): Promise<void> {
  const { name, value, index } = assignment;
  const append = assignment.append === true;
  if (value.type === 'ArrayValue') {
    await assignArray(shell, name, value, { append });
    return;
  }
  const text = await expandValue(shell, value);
  if (shell.option('xtrace')) await shell.say(`+ ${name}=${quoteIfNeeded(text)}\n`);
  if (index === undefined) setParameter(shell, name, text, { append });
  else setElement(shell, name, await subscriptText(shell, name, index), text, { append });
}

/** `name=(a b [5]=c)`; an associative array wants `[key]=value`, or keys and values by turns. */
export async function assignArray(shell: Shell, name: string, value: ArrayValue, { append = false }): Promise<void> {
  const items: (readonly [string | undefined, string, boolean])[] = [];
  for (const element of value.elements) {
    const keyed = await keyedElement(shell, name, element);
    if (keyed !== undefined) items.push(keyed);
    else for (const word of await expandWords(shell, [element])) items.push([undefined, word, false]);
  }
  const variable = writable(shell, name);
  if (variable.kind === 'string') makeIndexed(variable);
  if (!append) variable.items = new Map<string, string>();
  if (variable.kind === 'associative' && items.every(([key]) => key === undefined)) {
    for (let at = 0; at < items.length; at += 2)
      setElement(shell, name, items[at]?.[1] ?? '', items[at + 1]?.[1] ?? '');
    return;
  }
  let next =
    append && variable.kind === 'indexed'
      ? Math.max(-1, ...((variable.items ?? new Map()) as Map<number, string>).keys()) + 1
      : 0;
  for (const [key, text, more] of items) {
    if (variable.kind === 'associative') {
      if (key === undefined)
        throw new ShellError(`${name}: ${text}: must use subscript when assigning associative array`);
      setElement(shell, name, key, text, { append: more });
      continue;
    }
    const index = key === undefined ? next : Number(evaluate(shell, key));
    setElement(shell, name, String(index), text, { append: more });
    next = index + 1;
  }
}

async function keyedElement(
  shell: Shell,
  name: string,
  element: Word,
): Promise<readonly [string, string, boolean] | undefined> {
  const [whole, key, plus] = /^\[((?:[^\][]|\[[^\]]*\])*)\](\+?)=/s.exec(element.text) ?? [];
  if (whole === undefined || key === undefined) return undefined;
  const [keyWord] = parseWords([key === '' ? "''" : key.includes(' ') && !/["'\\]/.test(key) ? `"${key}"` : key]);
  const [valueWord] = parseWords([element.text.slice(whole.length) || "''"]);
  const index =
    keyWord === undefined
      ? ''
      : await (shell.variables.find(name)?.kind === 'associative'
          ? expandText(shell, keyWord)
          : subscriptText(shell, name, keyWord));
  return [index, valueWord === undefined ? '' : await expandValue(shell, valueWord), plus === '+'];
}
