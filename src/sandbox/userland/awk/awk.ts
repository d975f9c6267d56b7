import { decode } from '../../kernel/bytes.ts';
import { RegexError } from '../text/posix-regex.ts';
import type { Call } from '../tool/call.ts';
import { readInput } from '../tool/input.ts';
import { AwkInput } from './input.ts';
import { Interpreter } from './interpreter.ts';
import { parseAwk } from './parse.ts';
import { AwkSyntaxError, type Script } from './syntax.ts';
import { unescapeString } from './tokenize.ts';
import { fromInput } from './value.ts';

/** Runs mawk 1.3.4, or BusyBox's awk. */
export async function runAwk(call: Call): Promise<number> {
  const operands = [...call.operands];
  const files = call.options.values('f');
  const parts: string[] = [...call.options.values('e')];
  for (const path of files) parts.push(decode(await readInput(call.process, path)));
  if (parts.length === 0) {
    const text = operands.shift();
    if (text === undefined) {
      if (!call.gnu) return call.misuse();
      await call.process.err(`Usage: mawk [Options] [Program] [file ...]\n`);
      return 2;
    }
    parts.push(text);
  }
  try {
    const interpreter = new Interpreter(call, await compile(call, parts.join('\n')));
    const separator = call.value('F');
    if (separator !== undefined) interpreter.state.set('FS', separator === 't' ? '\t' : unescapeString(separator));
    for (const assignment of call.options.values('v')) {
      const equals = assignment.indexOf('=');
      interpreter.state.set(assignment.slice(0, equals), fromInput(unescapeString(assignment.slice(equals + 1))));
    }
    interpreter.state.set('ARGC', operands.length + 1);
    interpreter.state.set('ARGV', new Map(['awk', ...operands].map((word, index) => [String(index), fromInput(word)])));
    interpreter.state.set('ENVIRON', new Map([...call.process.env].map(([name, value]) => [name, fromInput(value)])));
    const status = await interpreter.run(new AwkInput(call));
    return Math.max(status, call.status);
  } catch (error) {
    if (error instanceof RegexError) return call.die(`regular expression compile failed (${error.message})`, 2);
    throw error;
  }
}

async function compile(call: Call, text: string): Promise<Script> {
  try {
    return parseAwk(text);
  } catch (error) {
    if (!(error instanceof AwkSyntaxError)) throw error;
    if (call.gnu) return call.die(`line ${error.line}: ${error.message}`, 2);
    return call.die(
      `cmd. line:${error.line}: ${error.near === 'end of file' ? 'Unexpected end of string' : 'Unexpected token'}`,
      1,
    );
  }
}
