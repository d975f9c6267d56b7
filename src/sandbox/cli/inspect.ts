import { errorText } from './error-text.ts';
import { StatusError } from './errors.ts';
import { goStruct } from './formatter/go-struct.ts';
import { compile, TemplateExecError } from './formatter/template/execute.ts';
import { TemplateSyntaxError } from './formatter/template/lex.ts';
import { escapeForHtml, marshalJson } from './formatter/template/value.ts';
import type { Io } from './io.ts';

/** A found object: JSON of the daemon, and the Go struct that docker reads it into. */
export interface Found {
  readonly json: unknown;
  readonly type: string;
  /** The keys of the JSON don't count, only Go's names. */
  readonly byTypeOnly?: boolean;
}

const BAD_TEMPLATE = 64;

/**
 * Prints objects as a JSON list or by a template; those that are missing come as errors afterwards.
 * @see docker/cli cli/command/inspect
 */
export async function inspectAll(
  io: Io,
  names: readonly string[],
  format: string,
  find: (name: string) => Promise<Found>,
): Promise<void> {
  const show = inspector(format);
  const found: Found[] = [];
  const failures: string[] = [];
  for (const name of names) {
    try {
      found.push(await find(name));
    } catch (error) {
      failures.push(errorText(error));
    }
  }
  const { text, failure } = show(found);
  await io.out(text);
  if (failure !== undefined) throw new StatusError(1, failure);
  if (failures.length > 0) throw new StatusError(1, failures.join('\n'));
}

interface Shown {
  readonly text: string;
  readonly failure?: string;
}

function inspector(format: string): (found: readonly Found[]) => Shown {
  if (format === '') return (found) => ({ text: `${indented(found.map(({ json }) => json))}\n` });
  if (format === 'json') return (found) => ({ text: `${marshalJson(found.map(({ json }) => json))}\n` });
  let strict;
  let typed;
  try {
    strict = compile(format, { missingKey: 'error' });
    typed = compile(format);
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    throw new StatusError(BAD_TEMPLATE, `template parsing error: ${error.message}`);
  }
  const [byType, byKey] = [typed, strict];
  return (found) => {
    let text = '';
    for (const one of found) {
      try {
        text += `${byTypeOrKey(byType, byKey, one)}\n`;
      } catch (error) {
        if (!(error instanceof TemplateExecError)) throw error;
        return { text: text === '' ? '\n' : text, failure: `template parsing error: ${error.message}` };
      }
    }
    return { text: text === '' ? '\n' : text };
  };
}

type Compiled = ReturnType<typeof compile>;

/** Fields by their Go names first, then by the keys of the JSON. */
function byTypeOrKey(byType: Compiled, byKey: Compiled, { json, type, byTypeOnly }: Found): string {
  try {
    return byType.execute(goStruct(type, json as Record<string, unknown>));
  } catch (error) {
    if (byTypeOnly === true || !(error instanceof TemplateExecError)) throw error;
    return byKey.execute(inKeyOrder(json));
  }
}

/** Go prints a map in the order of its keys. */
function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, inKeyOrder(each)]));
}

/** Go's json.Indent with four spaces. */
function indented(value: unknown): string {
  return escapeForHtml(JSON.stringify(value, null, 4));
}
