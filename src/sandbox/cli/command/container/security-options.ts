import type { HostConfig } from '../../../api/types/container.ts';
import { goQuote } from '../../../api/go-quote.ts';
import { goJsonError } from '../../../api/json-error.ts';
import { decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { goError } from '../../error-text.ts';
import { UsageError } from '../../errors.ts';
import type { Io } from '../../io.ts';

const OPEN_PATHS = ['systempaths=unconfined', 'systempaths:unconfined'];

/** `systempaths=unconfined` is no option of the engine's: it asks for lists of hidden paths that are empty. */
export async function securityOptions(
  options: readonly string[],
  io: Io,
): Promise<Pick<HostConfig, 'SecurityOpt'> & Partial<HostConfig>> {
  const shown: string[] = [];
  for (const option of options) {
    if (OPEN_PATHS.includes(option)) continue;
    const [, key, value = ''] = /^([\w-]+)[=:](.*)$/s.exec(option) ?? [];
    if (key === undefined && option !== 'no-new-privileges') {
      throw new UsageError(`Invalid --security-opt: ${goQuote(option)}`);
    }
    const profile = key === 'seccomp' && value !== 'unconfined' && value !== 'builtin';
    shown.push(profile ? `seccomp=${await seccompProfile(value, io)}` : option);
  }
  return options.some((option) => OPEN_PATHS.includes(option))
    ? { SecurityOpt: shown, MaskedPaths: [], ReadonlyPaths: [] }
    : { SecurityOpt: shown.length > 0 ? shown : null };
}

/** The file's JSON, without blanks. */
async function seccompProfile(path: string, io: Io): Promise<string> {
  let text: string;
  try {
    text = decode(await io.readFile(path));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new UsageError(`opening seccomp profile (${path}) failed: open ${path}: ${goError(error)}`);
  }
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(
      `compacting json for seccomp profile (${path}) failed: ${goJsonError(text, 'unexpected end of JSON input')}`,
    );
  }
}
