import type { Client } from '../client/client.ts';
import type { Io } from '../cli/io.ts';
import { isOn } from './log.ts';
import type { RootFlags } from './root.ts';
import type { Progress, ProgressEvent, ProgressMode } from './progress/progress.ts';
import { createProgress } from './progress/progress.ts';

/** What a command of Compose runs with. */
export interface Runtime {
  readonly client: Client;
  readonly io: Io;
  readonly root: RootFlags;
}

/** Shows what `work` tells, in the form that the flags ask for. @param title of the moving form */
export async function withProgress<T>(
  { io, root }: Pick<Runtime, 'io' | 'root'>,
  title: string,
  work: (progress: Progress) => Promise<T>,
  mode?: ProgressMode,
): Promise<T> {
  const asked = root.progress || io.env.get('COMPOSE_PROGRESS') || (root.ansi === 'never' ? 'plain' : 'auto');
  const told = isOn(io, 'COMPOSE_STATUS_STDOUT') ? onStdout(io) : io;
  const progress = createProgress(told, mode ?? (asked as ProgressMode), title, root['dry-run']);
  try {
    return await work(progress);
  } finally {
    await progress.stop();
  }
}

/** Where progress is shown on standard output. */
const onStdout = (io: Io): Io => ({
  ...io,
  err: (data) => io.out(data),
  isTerminal: () => io.isTerminal(1),
  size: () => io.size(1),
});

/** Tells `before` and `after` around a piece of work on a container, network, volume or image; a failure too. */
export async function told<T>(
  progress: Progress,
  id: string,
  [before, after]: readonly [before: string, after: string],
  work: () => Promise<T>,
  failure = `Error while ${before}`,
): Promise<T> {
  await progress.event({ id, status: before, state: 'working' });
  try {
    const result = await work();
    await progress.event({ id, status: after, state: 'done' });
    return result;
  } catch (error) {
    await progress.event(failed(id, failure));
    throw error;
  }
}

export const failed = (id: string, status: string): ProgressEvent => ({ id, status, state: 'error' });
export const containerEvent = (name: string) => `Container ${name}`;
