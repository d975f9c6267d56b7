import type { Client } from '../../client/client.ts';
import { type ProgressMode, showBuild } from '../build/show-build.ts';
import { StatusError, UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { BuilderInstance } from './builders.ts';
import { bootBuilder } from './driver.ts';

/** `--bootstrap`: starts a builder and shows it. @throws {StatusError} it doesn't start */
export async function showBoot(io: Io, client: Client, builder: BuilderInstance): Promise<void> {
  const mode: ProgressMode = io.isTerminal(2) ? 'tty' : 'plain';
  try {
    const events = bootBuilder(io, client, builder);
    const { failure } = await showBuild(io, events, { mode, builder: undefined, onNeed: () => undefined });
    if (failure !== undefined) throw new StatusError(1, `ERROR: ${failure.message}`);
  } catch (error) {
    if (error instanceof UsageError) throw new StatusError(1, `ERROR: ${error.message}`);
    throw error;
  }
}
