import { errorText } from '../../error-text.ts';
import { StatusError, UsageError } from '../../errors.ts';

/** `run` and `create` can't go on: the text with a prefix and a hint. */
export function helpError(command: 'run' | 'create', code: number, message: string): StatusError {
  return new StatusError(code, `docker: ${message}\n\nRun 'docker ${command} --help' for more information`);
}

const BAD_OPTIONS = 125;

/** Runs what reads options; its refusals end the command with 125. */
export async function withHelp<T>(command: 'run' | 'create', read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw helpError(command, BAD_OPTIONS, errorText(error));
  }
}

export function checkPullPolicy(pull: string): void {
  if (!['always', 'missing', 'never', ''].includes(pull)) {
    throw new UsageError(`invalid pull option: '${pull}': must be one of "always", "missing" or "never"`);
  }
}
