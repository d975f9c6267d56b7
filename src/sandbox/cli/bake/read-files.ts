import type { BuildEvent } from '../../api/types/build.ts';
import { decode, encode } from '../../kernel/bytes.ts';
import { UsageError } from '../errors.ts';
import { readInput } from '../input-stream.ts';
import type { Io } from '../io.ts';
import type { BakeFile } from './definition.ts';

const DEFAULTS = [
  ...['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'],
  ...['docker-bake.json', 'docker-bake.hcl', 'docker-bake.override.json', 'docker-bake.override.hcl'],
];

/** The files of `--file`, and what the log tells of them. One that can't be read ends the list. */
export interface FilesRead {
  readonly files: readonly BakeFile[];
  readonly error: UsageError | undefined;
  readonly events: readonly BuildEvent[];
}

/** @param given `-` is standard input. @see buildx bake/bake.go, ReadLocalFiles */
export async function readFiles(io: Io, given: readonly string[]): Promise<FilesRead> {
  const names = given.length > 0 ? given : DEFAULTS.filter((name) => io.fs.exists(name));
  const files: BakeFile[] = [];
  const statuses: BuildEvent[] = [];
  let error: UsageError | undefined;
  for (const name of names) {
    const id = `reading ${name === '-' ? 'from stdin' : name}`;
    const status = { type: 'status', vertex: 1, id, at: 0, done: true } as const;
    if (name !== '-' && !io.fs.exists(name)) {
      statuses.push(status);
      error = new UsageError(`open ${name}: no such file or directory`);
      break;
    }
    const text = decode(name === '-' ? await readInput(io) : io.fs.readFile(name));
    const size = encode(text).length;
    const total = name === '-' ? {} : { total: size };
    statuses.push(size === 0 ? status : { ...status, current: size, ...total });
    // The reference takes an empty file for none.
    if (size > 0) files.push({ name, text });
  }
  const name = '[internal] load local bake definitions';
  return {
    files,
    error,
    events: [{ type: 'start', vertex: 1, name, at: 0 }, ...statuses, { type: 'end', vertex: 1, at: 0 }],
  };
}
