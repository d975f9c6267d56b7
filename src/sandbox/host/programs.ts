import { dockerProgram } from '../cli/docker.ts';
import type { ProgramTable } from '../kernel/kernel.ts';
import { connectUnix } from '../kernel/net/unix.ts';
import type { Program } from '../kernel/process.ts';
import { ashProgram, bashProgram, dashProgram } from '../shell/program.ts';
import { busyboxWith, gnuNames, programs as userland } from '../userland/index.ts';

/** Where the daemon listens. */
export const DOCKER_SOCKET = '/var/run/docker.sock';

export interface HostPrograms {
  readonly table: ProgramTable;
  /** What lies in the host's /usr/bin. */
  readonly names: readonly string[];
  /** bash, as the host's login shell. */
  readonly shell: Program;
}

/** Everything that can run on a host and in its containers. */
export function createPrograms(): HostPrograms {
  const shell = bashProgram();
  const own: Readonly<Record<string, Program>> = {
    bash: shell,
    dash: dashProgram(),
    sh: dashProgram(),
    ash: ashProgram(),
    busybox: busyboxWith(ashProgram()),
    docker: dockerProgram((process) => (request) => connectUnix(process, DOCKER_SOCKET).http(request)),
  };
  return {
    table: { find: (name) => own[name] ?? userland.find(name) },
    names: [...new Set(['bash', 'dash', 'docker', ...gnuNames()])],
    shell,
  };
}
