import { decode } from '../../kernel/bytes.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { ApiError } from '../../api/errors.ts';
import { createContainer } from '../container/create.ts';
import { findContainer, liveOf } from '../container/find.ts';
import { frame, type OutputName } from '../container/output.ts';
import { removeContainer } from '../container/remove.ts';
import { startContainer } from '../container/start.ts';
import type { Daemon } from '../daemon.ts';
import type { FrozenTree } from '../../kernel/fs/node.ts';
import { BuildError } from './failure.ts';

/** What the old builder's RUN runs with. */
export interface LegacyRun {
  readonly image: string;
  readonly command: readonly string[];
  readonly env: readonly string[];
  readonly network: string;
  readonly extraHosts: readonly string[];
  readonly write: (text: string) => void;
  /** Removes the container of a step that succeeded. */
  readonly remove: boolean;
}

const HEADER = 8;

/** Carries a container's output to the client: standard error in red. */
async function showOutput(stream: ByteStream, write: LegacyRun['write']): Promise<void> {
  for await (const chunk of stream) {
    const text = decode(chunk.subarray(HEADER));
    const name: OutputName = chunk[0] === frame('stderr', chunk)[0] ? 'stderr' : 'stdout';
    write(name === 'stderr' ? `\x1b[91m${text}\x1b[0m` : text);
  }
}

/** Runs a step in a container. @returns what the step made of the image's files */
export async function runLegacy(daemon: Daemon, run: LegacyRun): Promise<FrozenTree> {
  const { Id } = createContainer(daemon, {
    Image: run.image,
    Cmd: run.command,
    Entrypoint: [],
    Env: run.env,
    HostConfig: {
      NetworkMode: run.network === '' ? 'default' : run.network,
      ExtraHosts: run.extraHosts,
    },
  });
  run.write(` ---> Running in ${Id.slice(0, 12)}\n`);
  const record = findContainer(daemon, Id);
  const live = liveOf(daemon, record);
  const stream = new ByteStream();
  live.output.attach({ stdout: true, stderr: true, stream, framed: true });
  const shown = showOutput(stream, run.write);
  const ended = new Promise<number>((resolve) => {
    live.waiters.add({ condition: 'next-exit', resolve: ({ code }) => resolve(code) });
  });
  try {
    await startContainer(daemon, record);
  } catch (error) {
    if (error instanceof ApiError) throw new BuildError(error.message);
    throw error;
  }
  const code = await ended;
  await shown;
  if (code !== 0) {
    throw new BuildError(`The command '${run.command.join(' ')}' returned a non-zero code: ${code}`);
  }
  const tree = live.tree.snapshot();
  if (run.remove) {
    await removeContainer(daemon, record, { force: true, volumes: true });
    run.write(` ---> Removed intermediate container ${Id.slice(0, 12)}\n`);
  }
  return tree;
}
