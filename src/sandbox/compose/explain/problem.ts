import type { FileView } from '../../kernel/fs/view.ts';
import { checkConsistency } from '../model/check.ts';
import { ComposeError } from '../model/error.ts';
import { absolutePath, directoryOf } from '../model/files.ts';
import { loadFiles } from '../model/load.ts';
import { normalize } from '../model/normalize.ts';

/** What Compose would refuse, in its words. */
export interface ComposeProblem {
  readonly message: string;
  /** Keys that lead there, where they are known. */
  readonly path: readonly string[] | undefined;
}

/**
 * Reads a Compose file as `docker compose config` does, without a shell's variables.
 *
 * @param file absolute path
 * @returns why it is refused; undefined of a good one
 */
export function composeProblem(fs: FileView, file: string): ComposeProblem | undefined {
  const directory = directoryOf(file);
  const context = { io: { fs }, lookup: () => undefined, unset: () => {} };
  try {
    const tree = loadFiles({ ...context, home: '/root', directory, warn: () => {}, interpolate: true, including: [] }, [
      file,
    ]);
    const path = (one: string) => absolutePath(one, directory);
    const model = normalize(tree, { ...context, name: 'project', path, readEnvFiles: false });
    checkConsistency({ ...model, disabled: {} });
    return undefined;
  } catch (error) {
    if (!(error instanceof ComposeError)) throw error;
    return { message: error.message, path: error.path };
  }
}
