import { errorText } from '../error-text.ts';
import { StatusError } from '../errors.ts';
import type { Io } from '../io.ts';

interface Work {
  readonly args: readonly string[];
  readonly io: Io;
  /** False: one after another. */
  readonly parallel?: boolean;
}

/** Does something to each argument, prints those that went well; failures come at the end, exit 1. */
export async function eachArg(
  { args, io, parallel = true }: Work,
  act: (name: string) => Promise<unknown>,
): Promise<void> {
  const failures: string[] = [];
  const attempt = (name: string) => act(name).then(() => undefined, errorText);
  const started = parallel ? args.map(attempt) : [];
  for (const [index, name] of args.entries()) {
    const failure = await (started[index] ?? attempt(name));
    if (failure === undefined) await io.out(`${name}\n`);
    else failures.push(failure);
  }
  if (failures.length > 0) throw new StatusError(1, failures.join('\n'));
}
