import { ComposeError } from './error.ts';

/** Value of a variable; undefined where it isn't set. */
export type Lookup = (name: string) => string | undefined;

/** A `$` that is no variable. */
export class InvalidTemplate extends ComposeError {
  readonly template: string;

  constructor(template: string) {
    super(`Invalid template: ${JSON.stringify(template)}`);
    this.template = template;
  }
}

/** `${NAME:?text}` and NAME has no value. */
export class MissingVariable extends ComposeError {
  constructor(name: string, reason: string) {
    super(`required variable ${name} is missing a value${reason === '' ? '' : `: ${reason}`}`);
  }
}

/** A variable as a template names it. */
export interface VariableUse {
  readonly name: string;
  readonly operator: '' | ':-' | '-' | ':+' | '+' | ':?' | '?';
  readonly operand: string;
}

const BRACED = /^([_a-zA-Z][_a-zA-Z0-9]*)(?:(:?[-+?])(.*))?$/s;

/** Cuts a template into texts and variables. @see compose-go template.go */
export function parseTemplate(template: string): (string | VariableUse)[] {
  const parts: (string | VariableUse)[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') parts.push(text);
    text = '';
  };
  for (let at = 0; at < template.length;) {
    const rest = template.slice(at);
    if (!rest.startsWith('$')) {
      const next = template.indexOf('$', at);
      const end = next < 0 ? template.length : next;
      text += template.slice(at, end);
      at = end;
      continue;
    }
    const named = /^\$([_a-zA-Z][_a-zA-Z0-9]*)/.exec(rest);
    if (rest.startsWith('$$')) {
      text += '$';
      at += 2;
    } else if (named !== null) {
      flush();
      parts.push({ name: named[1] ?? '', operator: '', operand: '' });
      at += named[0].length;
    } else if (rest.startsWith('${')) {
      const end = closingBrace(rest);
      const [, name, operator = '', operand = ''] = BRACED.exec(end < 0 ? '' : rest.slice(2, end)) ?? [];
      if (name === undefined) throw new InvalidTemplate(template);
      flush();
      parts.push({ name, operator: operator as VariableUse['operator'], operand });
      at += end + 1;
    } else {
      text += '$';
      at++;
    }
  }
  flush();
  return parts;
}

/** Where the first `{` is closed; braces may nest. */
function closingBrace(text: string): number {
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '}' && --open === 0) return at;
    if (text[at] === '{') open++;
  }
  return -1;
}

/** Puts the values in. @param unset hears of variables without a value or a default */
export function substitute(template: string, lookup: Lookup, unset: (name: string) => void): string {
  const nested = (text: string) => substitute(text, lookup, unset);
  return parseTemplate(template)
    .map((part) => {
      if (typeof part === 'string') return part;
      const { name, operator, operand } = part;
      const value = lookup(name);
      const empty = value === undefined || (operator.startsWith(':') && value === '');
      switch (operator) {
        case ':-':
        case '-':
          return empty ? nested(operand) : value;
        case ':+':
        case '+':
          return empty ? '' : nested(operand);
        case ':?':
        case '?':
          if (empty) throw new MissingVariable(name, nested(operand));
          return value;
        case '':
          if (value === undefined) unset(name);
          return value ?? '';
      }
    })
    .join('');
}
