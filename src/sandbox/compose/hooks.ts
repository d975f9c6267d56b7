import { DaemonError } from '../client/request.ts';
import { stdCopy } from '../client/stdcopy.ts';
import { LineCutter } from './log-printer.ts';
import { ComposeError } from './model/error.ts';
import type { Hook } from './model/service.ts';
import type { Observed } from './observe.ts';
import type { Runtime } from './runtime.ts';

const NOT_FOUND = 404;
const CONFLICT = 409;

/**
 * Runs `post_start` or `pre_stop` of a service in one of its containers, one after the other.
 *
 * @throws {ComposeError} `web hook exited with status 3`
 * @see docker/compose pkg/compose/hook.go
 */
export async function runHooks(
  { client }: Pick<Runtime, 'client'>,
  { id, service, name }: Pick<Observed, 'id' | 'service' | 'name'>,
  hooks: readonly Hook[],
  printer?: HookPrinter,
): Promise<void> {
  for (const { command, user = '', privileged = false, working_dir = '', environment = {} } of hooks) {
    const Env = Object.entries(environment).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
    const { Id } = await client.containerExecCreate(id, {
      Cmd: command,
      User: user,
      Privileged: privileged,
      WorkingDir: working_dir,
      Env,
      AttachStdout: true,
      AttachStderr: true,
    });
    const { input, output } = await client.containerExecAttach(Id, { Detach: false, Tty: false });
    output.end();
    const lines = new LineCutter(async (line) => printer?.(name, line));
    await stdCopy(input, { stdout: (bytes) => lines.add(bytes), stderr: (bytes) => lines.add(bytes) });
    await lines.end();
    const { ExitCode } = await client.containerExecInspect(Id);
    if (ExitCode !== 0) throw new ComposeError(`${service} hook exited with status ${ExitCode}`);
  }
}

/** What a hook prints goes nowhere, unless somebody is attached. */
export type HookPrinter = (container: string, line: string) => Promise<void>;

/** @returns false where the container no longer runs: then there is nothing to stop either */
export async function runStopHooks(
  runtime: Pick<Runtime, 'client'>,
  container: Pick<Observed, 'id' | 'service' | 'name'>,
  hooks: readonly Hook[],
  printer?: HookPrinter,
): Promise<boolean> {
  try {
    await runHooks(runtime, container, hooks, printer);
    return true;
  } catch (error) {
    if (error instanceof DaemonError && (error.status === NOT_FOUND || error.status === CONFLICT)) return false;
    throw error;
  }
}
