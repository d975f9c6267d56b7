import { ApiError } from '../../api/errors.ts';
import type { ContainerTop } from '../../api/types/container.ts';
import { decode } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { findInPath, loadExecutable } from '../../kernel/exec.ts';
import { exitCode } from '../../kernel/exit-status.ts';
import type { OpenFile } from '../../kernel/open-file.ts';
import { ByteStream } from '../../kernel/stream.ts';
import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';
import { runningOf } from './find.ts';
import { logContainerEvent } from './log-event.ts';
import { NullInput, Output, OutputFile } from './output.ts';

const DEFAULT_ARGS = '-ef';

/** GET /containers/{id}/top: runs the host's own ps and keeps the lines of the container's processes. */
export async function containerTop(daemon: Daemon, record: ContainerRecord, psArgs: string): Promise<ContainerTop> {
  if (/(^|\s|,)pid\s*=/.test(psArgs)) {
    throw new ApiError('invalid_parameter', 'specifying "pid=" in ps arguments is not allowed');
  }
  const { runtime } = runningOf(daemon, record);
  if (record.state.restarting) {
    throw new ApiError('conflict', `Container ${record.id} is restarting, wait until the container is running`);
  }
  const args = psArgs === '' ? DEFAULT_ARGS : psArgs;
  const pids = [...runtime.cgroup.processes].map(({ hostPid }) => hostPid);
  const table = parsePs(await runPs(daemon, `${args} -q${pids.join(',')}`), new Set(pids));
  logContainerEvent(daemon, record, 'top');
  return table;
}

async function runPs(daemon: Daemon, psArgs: string): Promise<string> {
  const { process, kernel } = daemon;
  const argv = ['ps', ...psArgs.split(/\s+/).filter((word) => word !== '')];
  const streams = { stdout: new ByteStream(), stderr: new ByteStream() };
  const output = new Output();
  output.attach({ stdout: true, stderr: false, stream: streams.stdout, framed: false });
  output.attach({ stdout: false, stderr: true, stream: streams.stderr, framed: false });
  const file = (name: 'stdout' | 'stderr') => new OutputFile(kernel.nextInode(), output, name);
  try {
    const path = findInPath(process, 'ps', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin');
    const child = process.spawn({
      ...loadExecutable(process, path, argv),
      files: new Map<number, OpenFile>([
        [0, new NullInput()],
        [1, file('stdout')],
        [2, file('stderr')],
      ]),
    });
    const code = exitCode(await process.wait(child));
    output.end();
    const [stdout, stderr] = await Promise.all([streams.stdout.readAll(), streams.stderr.readAll()]);
    if (code === 0) return decode(stdout);
    throw new ApiError('internal', `ps: ${decode(stderr).trim().split('\n')[0] ?? ''}`.replace(/^ps: (ps: )?/, 'ps: '));
  } catch (error) {
    if (error instanceof Errno) throw new ApiError('internal', 'exec: "ps": executable file not found in $PATH');
    throw error;
  }
}

/** @see moby daemon/top_unix.go parsePSOutput */
function parsePs(text: string, pids: ReadonlySet<number>): ContainerTop {
  const [header = '', ...lines] = text.split('\n');
  const Titles = header.split(/\s+/).filter((title) => title !== '');
  const at = Titles.indexOf('PID');
  if (at < 0) throw new ApiError('internal', "Couldn't find PID field in ps output");
  const Processes = lines
    .map((line) => line.split(/\s+/).filter((field) => field !== ''))
    .filter((fields) => pids.has(Number(fields[at])))
    .map((fields) => [...fields.slice(0, Titles.length - 1), fields.slice(Titles.length - 1).join(' ')]);
  return { Processes, Titles };
}
