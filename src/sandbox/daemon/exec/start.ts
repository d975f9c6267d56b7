import { createDetachFilter } from '../../api/detach-keys.ts';
import { ApiError } from '../../api/errors.ts';
import type { ExecStartBody } from '../../api/types/exec.ts';
import { type Bytes, encode } from '../../kernel/bytes.ts';
import { exitCode } from '../../kernel/exit-status.ts';
import { type Duplex, duplexPair } from '../../kernel/stream.ts';
import { Terminal } from '../../kernel/tty.ts';
import { OciError } from '../../runtime/error.ts';
import type { ProcessSpec } from '../../runtime/spec.ts';
import { readDetachKeys } from '../container/detach-keys.ts';
import { findContainer, runningOf } from '../container/find.ts';
import { logContainerEvent } from '../container/log-event.ts';
import { frame, NullInput, OutputFile } from '../container/output.ts';
import { environmentOf, processDefaults } from '../container/spec.ts';
import type { Daemon } from '../daemon.ts';
import { commandText } from './create.ts';
import type { ExecRecord } from './record.ts';
import { execUser } from './user.ts';

/** POST /exec/{id}/start with `Detach`. @throws {ApiError} `OCI runtime exec failed: …` */
export async function startExecDetached(daemon: Daemon, exec: ExecRecord): Promise<void> {
  checkStart(daemon, exec);
  const ended = await runExec(daemon, exec);
  void ended;
}

/** POST /exec/{id}/start: the connection, from the client's side. A failure to start is told on it. */
export function startExecAttached(daemon: Daemon, exec: ExecRecord, body: ExecStartBody): Duplex {
  checkStart(daemon, exec);
  const { AttachStdin = false, AttachStdout = false, AttachStderr = false, Tty = false, DetachKeys = '' } = exec.body;
  const keys = readDetachKeys(DetachKeys);
  const [client, server] = duplexPair();
  const [rows = 0, columns = 0] = body.ConsoleSize ?? exec.body.ConsoleSize ?? [];
  if (rows > 0 && columns > 0) exec.size = { rows, columns };
  const framed = !Tty;
  exec.output.attach({ stdout: AttachStdout, stderr: AttachStderr && framed, stream: server.output, framed });
  const running = runExec(daemon, exec).catch((error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    const text = encode(`${error.message}\r\n`);
    server.output.push(framed ? frame('stdout', text) : text);
    exec.output.end();
    server.output.end();
  });
  running.catch((error: unknown) => daemon.kernel.faults.push(error));
  if (AttachStdin) void pumpInput(exec, server, keys);
  return client;
}

async function pumpInput(exec: ExecRecord, { input, output }: Duplex, keys: Bytes): Promise<void> {
  const { Tty = false } = exec.body;
  const filter = createDetachFilter(keys);
  for await (const chunk of input) {
    const { pass, detached } = Tty ? filter(chunk) : { pass: chunk, detached: false };
    if (exec.terminal !== undefined) exec.terminal.input(pass);
    else exec.input.push(pass);
    if (!detached) continue;
    output.end();
    exec.output.detach(output);
    return;
  }
  if (!Tty) exec.input.end();
}

function checkStart(daemon: Daemon, exec: ExecRecord): void {
  const record = findContainer(daemon, exec.container);
  if (exec.exitCode !== undefined) {
    throw new ApiError('conflict', `Error: Exec command ${exec.id} has already run`);
  }
  if (exec.running) throw new ApiError('conflict', `Error: Exec command ${exec.id} is already running`);
  if (record.state.paused) {
    throw new ApiError('conflict', `Container ${record.name} is paused, unpause the container before exec`);
  }
  runningOf(daemon, record);
}

/** Starts the process; resolves when it runs. @throws {ApiError} `OCI runtime exec failed: …` */
export async function runExec(daemon: Daemon, exec: ExecRecord): Promise<{ readonly ended: Promise<number> }> {
  const { kernel } = daemon;
  const record = findContainer(daemon, exec.container);
  const live = runningOf(daemon, record);
  const { body } = exec;
  const { Tty = false, AttachStdin = false, Privileged = false } = body;
  const user = execUser(body, record, live);
  logContainerEvent(daemon, record, `exec_start: ${commandText(body)}`, { execID: exec.id });
  let screen: Promise<void> = Promise.resolve();
  if (Tty) {
    const terminal = new Terminal(kernel, { ...(live.pts !== undefined && { pts: live.pts }), ...exec.size });
    exec.terminal = terminal;
    screen = pumpScreen(terminal, exec);
  }
  const tty = exec.terminal?.file();
  const file = (name: 'stdout' | 'stderr') => new OutputFile(kernel.nextInode(), exec.output, name);
  const stdin = AttachStdin ? exec.input : new NullInput();
  const spec: ProcessSpec = {
    args: body.Cmd,
    env: mergeEnv(environmentOf(record, Tty), body.Env ?? []),
    cwd: (body.WorkingDir ?? '') === '' ? record.config.WorkingDir || '/' : (body.WorkingDir ?? ''),
    user,
    ...processDefaults(record, Privileged || record.hostConfig.Privileged),
    stdio: tty === undefined ? [stdin, file('stdout'), file('stderr')] : [tty, tty, tty],
    ...(exec.terminal !== undefined && { terminal: exec.terminal }),
  };
  exec.running = true;
  try {
    exec.process = await live.runtime.exec(spec);
  } catch (error) {
    exec.running = false;
    exec.terminal?.hangup();
    if (!(error instanceof OciError)) throw error;
    exec.exitCode = error.exitCode;
    throw new ApiError(
      error.kind === 'other' ? 'internal' : 'invalid_parameter',
      `OCI runtime exec failed: ${error.message}`,
    );
  }
  const ended = exec.process.exited.then(async (status) => {
    exec.terminal?.hangup();
    await screen;
    exec.running = false;
    exec.exitCode = exitCode(status);
    live.shim?.reapEnded();
    exec.output.end();
    logContainerEvent(daemon, record, 'exec_die', { execID: exec.id, exitCode: String(exec.exitCode) });
    return exec.exitCode;
  });
  ended.catch((error: unknown) => kernel.faults.push(error));
  return { ended };
}

async function pumpScreen(terminal: Terminal, exec: ExecRecord): Promise<void> {
  for await (const chunk of terminal.output) await exec.output.write('stdout', chunk);
}

/** The second list wins; a name without `=` takes the variable away. */
function mergeEnv(base: readonly string[], own: readonly string[]): string[] {
  const nameOf = (entry: string) => entry.split('=', 1)[0] ?? '';
  const changed = new Map(own.map((entry) => [nameOf(entry), entry]));
  const kept = base.flatMap((entry) => {
    const change = changed.get(nameOf(entry));
    changed.delete(nameOf(entry));
    return change === undefined ? [entry] : change.includes('=') ? [change] : [];
  });
  return [...kept, ...[...changed.values()].filter((entry) => entry.includes('='))];
}
