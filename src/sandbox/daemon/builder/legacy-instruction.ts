import type { Instruction } from '../../dockerfile/instruction.ts';
import type { FileSystem } from '../../kernel/fs/file-system.ts';
import { BuildError } from './failure.ts';
import { MissingSource, selectFiles } from './select-files.ts';
import type { StageState } from './stage-state.ts';

const NEEDS_BUILDKIT = (flag: string) =>
  `the --${flag} option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled`;

/** @throws {BuildError} `COPY failed: file not found in build context …` */
export function select(files: FileSystem, source: string, name: string) {
  try {
    return selectFiles(files, source);
  } catch (error) {
    if (!(error instanceof MissingSource)) throw error;
    throw new BuildError(
      `${name} failed: file not found in build context or excluded by .dockerignore: stat ${error.path.slice(1)}: file does not exist`,
    );
  }
}

export function splitPair(entry: string): [string, string] {
  const at = entry.indexOf('=');
  return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
}

/** What came with BuildKit. @throws {BuildError} `the --mount option requires BuildKit. …` */
export function refuseNew(instruction: Instruction): void {
  if (instruction.kind === 'run' && instruction.mounts.length > 0) throw new BuildError(NEEDS_BUILDKIT('mount'));
  if (instruction.kind !== 'copy' && instruction.kind !== 'add') return;
  if (instruction.chmod !== '') throw new BuildError(NEEDS_BUILDKIT('chmod'));
  if (instruction.link) throw new BuildError(NEEDS_BUILDKIT('link'));
}

/** As history shows an instruction that changes metadata: ` ENV A=b`. */
export function textOf(state: StageState, instruction: Instruction): string {
  const noted = state.history.at(-1)?.createdBy ?? '';
  switch (instruction.kind) {
    case 'expose':
      return ` EXPOSE ${instruction.values.join(' ')}`;
    // What --build-arg gives is no part of the image: the next RUN tells of it.
    case 'arg':
      return ` ARG ${instruction.args.map(({ key, value }) => (value === undefined ? key : `${key}=${value}`)).join(' ')}`;
    case 'onbuild':
      return ` ONBUILD ${instruction.expression}`;
    default:
      return ` ${noted}`;
  }
}
