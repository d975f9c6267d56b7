import { encode } from '../../kernel/bytes.ts';
import { strftime } from '../text/strftime.ts';
import type { Interpreter } from './interpreter.ts';
import type { Expression } from './syntax.ts';
import { fromInput, sprintf, toNumber, type Value } from './value.ts';

/** Functions that awk brings along. */
export async function callBuiltin(awk: Interpreter, name: string, args: readonly Expression[]): Promise<Value> {
  const value = async (index: number): Promise<Value> => (args[index] === undefined ? '' : awk.evaluate(args[index]));
  const text = async (index: number) => awk.state.show(await value(index));
  const number = async (index: number) => toNumber(await value(index));
  switch (name) {
    case 'length': {
      const [first] = args;
      if (first === undefined) return lengthOf(awk, awk.state.whole());
      if (first.kind === 'variable') {
        const slot = awk.state.scope(first.name).get(first.name);
        if (slot instanceof Map) return slot.size;
      }
      return lengthOf(awk, await text(0));
    }
    case 'substr': {
      const characters = [...(await text(0))];
      const start = Math.round(await number(1));
      const count = args[2] === undefined ? Infinity : Math.round(await number(2));
      const length = start < 1 && awk.call.gnu ? count - start : count;
      return characters.slice(Math.max(0, start - 1), Math.max(0, Math.max(1, start) - 1 + length)).join('');
    }
    case 'index':
      return (await text(0)).indexOf(await text(1)) + 1;
    case 'split':
      return splitInto(awk, args);
    case 'sub':
    case 'gsub':
      return substitute(awk, name === 'gsub', args);
    case 'match': {
      const subject = await text(0);
      const found = args[1] === undefined ? null : (await awk.pattern(args[1])).exec(subject);
      awk.state.globals.set('RSTART', found === null ? 0 : found.index + 1);
      awk.state.globals.set('RLENGTH', found === null ? -1 : found[0].length);
      return found === null ? 0 : found.index + 1;
    }
    case 'sprintf': {
      const values: Value[] = [];
      for (let index = 1; index < args.length; index++) values.push(await value(index));
      return sprintf(await text(0), values, (item) => awk.state.show(item));
    }
    case 'tolower':
      return (await text(0)).toLowerCase();
    case 'toupper':
      return (await text(0)).toUpperCase();
    case 'int':
      return Math.trunc(await number(0));
    case 'sqrt':
      return Math.sqrt(await number(0));
    case 'exp':
      return Math.exp(await number(0));
    case 'log':
      return Math.log(await number(0));
    case 'sin':
      return Math.sin(await number(0));
    case 'cos':
      return Math.cos(await number(0));
    case 'atan2':
      return Math.atan2(await number(0), await number(1));
    case 'rand':
      return awk.call.process.kernel.random.uint32() / 2 ** 32;
    case 'srand': {
      const before = awk.state.seed;
      awk.state.seed = args.length === 0 ? Math.floor(awk.call.process.kernel.clock.now() / 1000) : await number(0);
      return before;
    }
    case 'systime':
      return Math.floor(awk.call.process.kernel.clock.now() / 1000);
    case 'strftime':
      return strftime(
        args.length === 0 ? '%c' : await text(0),
        args.length > 1 ? (await number(1)) * 1000 : awk.call.process.kernel.clock.now(),
      );
    case 'system':
      return awk.streams.system(await text(0));
    case 'close':
      return awk.streams.close(await text(0));
    case 'fflush':
      await awk.call.flush();
      return 0;
    default:
      return awk.call.die(`line 1: function ${name} never defined`, 2);
  }
}

/** mawk counts octets, BusyBox characters. */
const lengthOf = (awk: Interpreter, text: string): number => (awk.call.gnu ? encode(text).length : [...text].length);

async function splitInto(awk: Interpreter, args: readonly Expression[]): Promise<number> {
  const [subject, target, by] = args;
  if (subject === undefined || target?.kind !== 'variable') return awk.call.die('split needs an array', 2);
  const text = awk.state.show(await awk.evaluate(subject));
  const separator =
    by === undefined ? awk.state.text('FS') : by.kind === 'regex' ? by.source : awk.state.show(await awk.evaluate(by));
  const table = awk.state.table(target.name);
  table.clear();
  const parts = awk.state.parts(text, separator);
  parts.forEach((part, index) => table.set(String(index + 1), fromInput(part)));
  return parts.length;
}

async function substitute(awk: Interpreter, global: boolean, args: readonly Expression[]): Promise<number> {
  const [pattern, replacement, place] = args;
  if (pattern === undefined || replacement === undefined) return 0;
  const regex = new RegExp((await awk.pattern(pattern)).source, global ? 'gu' : 'u');
  const by = awk.state.show(await awk.evaluate(replacement));
  const target: Expression = place ?? { kind: 'field', index: { kind: 'number', value: 0 } };
  let count = 0;
  const result = awk.state.show(await awk.evaluate(target)).replace(regex, (match) => {
    count++;
    return by.replace(/\\\\&|\\&|&/g, (sign) => (sign === '&' ? match : sign === '\\&' ? '&' : `\\${match}`));
  });
  if (count > 0) await awk.assign(target, result);
  return count;
}
