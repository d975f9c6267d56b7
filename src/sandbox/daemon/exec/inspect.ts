import type { ExecInspect } from '../../api/types/exec.ts';
import type { ExecRecord } from './record.ts';

/** GET /exec/{id}/json */
export function inspectExec(exec: ExecRecord): ExecInspect {
  const { Cmd, Tty = false, Privileged = false, User = '' } = exec.body;
  const [entrypoint = '', ...args] = Cmd;
  return {
    ID: exec.id,
    Running: exec.running,
    ExitCode: exec.exitCode ?? null,
    ProcessConfig: {
      tty: Tty,
      entrypoint,
      arguments: args,
      privileged: Privileged,
      ...(User !== '' && { user: User }),
    },
    OpenStdin: exec.body.AttachStdin ?? false,
    OpenStderr: exec.body.AttachStderr ?? false,
    OpenStdout: exec.body.AttachStdout ?? false,
    CanRemove: false,
    ContainerID: exec.container,
    DetachKeys: '',
    Pid: exec.process?.hostPid ?? 0,
  };
}
