import { ApiError } from '../../api/errors.ts';
import { decode, encode } from '../../kernel/bytes.ts';
import type { Bytes } from '../../kernel/bytes.ts';

/** What the text of a secret or config with `--template-driver golang` can ask for. */
export interface TemplateSources {
  /** `.Service.Name`, `.Task.Slot` and the like. */
  readonly context: (text: string) => string;
  readonly env: (name: string) => string | undefined;
  /** By the name of the file that the task sees. */
  readonly secret: (name: string) => Bytes | undefined;
  readonly config: (name: string) => Bytes | undefined;
}

const CALL = /^(env|secret|config)\s+"([^"]*)"$/;

/**
 * Fills a template in.
 *
 * @throws {ApiError} for actions that aren't simulated: pipelines, `if`, `range`
 * @see moby swarmkit template/expand.go
 */
export function expandFile(content: Bytes, sources: TemplateSources): Bytes {
  const text = decode(content).replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (whole, action: string) => {
    const [, name, argument = ''] = CALL.exec(action) ?? [];
    if (name === 'env') return sources.env(argument) ?? '';
    if (name === 'secret' || name === 'config') {
      const found = sources[name](argument);
      if (found === undefined) throw new ApiError('internal', `${name} target ${argument} not found`);
      return decode(found);
    }
    const filled = sources.context(whole);
    if (filled === whole) throw new ApiError('internal', `drydock: not simulated: template action ${whole}`);
    return filled;
  });
  return encode(text);
}
