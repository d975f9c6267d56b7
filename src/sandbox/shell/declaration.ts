import { quoteWord, singleQuote, doubleQuote } from './expand/quote.ts';
import { orderedItems } from './parameter.ts';
import type { Dialect } from './dialect.ts';
import type { Shell } from './shell.ts';
import type { Variable } from './variables.ts';

/** `-x`, `-ar` or `--`: the flags that `declare -p` shows. */
function declarationFlags(variable: Variable): string {
  const { kind, integer, lower, upper, nameref, exported } = variable;
  const letters = [
    kind === 'indexed' && 'a', kind === 'associative' && 'A', integer && 'i', lower && 'l', nameref && 'n',
    variable.readonly && 'r', upper && 'u', exported && 'x',
  ].filter((letter) => letter !== false); // prettier-ignore
  return letters.length === 0 ? '--' : `-${letters.join('')}`;
}

/** `declare -x HOME="/root"`; undefined for a name that isn't declared. */
export function declaration(shell: Shell, name: string): string | undefined {
  const variable = shell.variables.own(name);
  if (variable === undefined) return undefined;
  const head = `declare ${declarationFlags(variable)} ${name}`;
  if (variable.kind === 'string') return variable.value === undefined ? head : `${head}=${doubleQuote(variable.value)}`;
  return variable.items === undefined ? head : `${head}=${arrayText(variable)}`;
}

/** `([0]="a" [1]="b")`; behind the last key of an associative array stands a space. */
function arrayText(variable: Variable): string {
  const items = orderedItems(variable).map(
    ([key, value]) => `[${typeof key === 'number' ? key : quoteWord(key)}]=${doubleQuote(value)}`,
  );
  return variable.kind === 'associative' && items.length > 0 ? `(${items.join(' ')} )` : `(${items.join(' ')})`;
}

/** `HOME=/root`, as `set` shows it. */
export function plainDeclaration(name: string, variable: Variable, dialect: Dialect): string | undefined {
  if (dialect.name !== 'bash')
    return variable.value === undefined ? undefined : `${name}='${variable.value.replaceAll("'", "'\\''")}'`;
  if (variable.kind !== 'string') return variable.items === undefined ? undefined : `${name}=${arrayText(variable)}`;
  if (variable.value === undefined) return undefined;
  const { value } = variable;
  return `${name}=${/^[\w@%+:,./-]*$/.test(value) ? value : singleQuote(value)}`;
}
