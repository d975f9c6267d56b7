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
 *
 * @param badTemplate exit code for a template that can't be read: objects of a swarm have one of their own
 * @see docker/cli cli/command/inspect
 */
export async function inspectAll(
  io: Io,
  names: readonly string[],
  format: string,
  find: (name: string) => Promise<Found>,
  badTemplate = BAD_TEMPLATE,
): Promise<void> {
  const show = inspector(format, badTemplate);
  const found: Found[] = [];
  const lines: string[] = [];
  const failures: string[] = [];
  for (const name of names) {
    try {
      const one = await find(name);
      if (show === undefined) found.push(one);
      else lines.push(`${show(one)}\n`);
    } catch (error) {
      failures.push(error instanceof TemplateExecError ? `template parsing error: ${error.message}` : errorText(error));
    }
  }
  if (show !== undefined) await io.out(lines.join('') || '\n');
  else {
    const all = found.map(({ json }) => json);
    await io.out(`${format === 'json' ? marshalJson(all) : indented(all)}\n`);
  }
  if (failures.length > 0) throw new StatusError(1, failures.join('\n'));
}

/** What a template makes of one object; undefined where all of them make one list. */
function inspector(format: string, badTemplate: number): ((one: Found) => string) | undefined {
  if (['', 'json'].includes(format)) return undefined;
  try {
    const [byType, byKey] = [compile(format), compile(format, { missingKey: 'error' })];
    return (one) => byTypeOrKey(byType, byKey, one);
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    throw new StatusError(badTemplate, `template parsing error: ${error.message}`);
  }
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
