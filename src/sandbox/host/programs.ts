import type { Transport } from '../api/transport.ts';
import type { ProgramTable } from '../kernel/kernel.ts';
import { connectUnix } from '../kernel/net/unix.ts';
import type { Process, Program } from '../kernel/process.ts';
import type { Lan } from './lan.ts';
import type { Complete } from '../shell/shell.ts';
import { ashProgram, bashProgram, dashProgram } from '../shell/program.ts';
import { ALPINE_BUSYBOX, busyboxWith, gnuNames, HUB_BUSYBOX, programs as userland } from '../userland/index.ts';

/** Where the daemon listens. */
export const DOCKER_SOCKET = '/var/run/docker.sock';

/** What the engine's packages bring; the daemon itself runs them. */
const ENGINE = ['containerd', 'containerd-shim-runc-v2', 'ctr', 'docker-init', 'docker-proxy', 'dockerd', 'runc'];

export interface HostPrograms {
  readonly table: ProgramTable;
  /** What lies in the host's /usr/bin. */
  readonly names: readonly string[];
  /** bash, as the host's login shell. */
  readonly shell: Program;
}

const connect =
  (process: Process): Transport =>
  (request) =>
    connectUnix(process, DOCKER_SOCKET).http(request);

/** `-H ssh://node2`: the engine of a neighbour. */
const reachBySsh =
  (lan: Lan) =>
  (host: string): Transport | undefined => {
    const [, name] = /^ssh:\/\/(?:[^@/]*@)?([^:/]+)/.exec(host) ?? [];
    const neighbour = name === undefined ? undefined : lan.find(name);
    return neighbour === undefined ? undefined : lan.machine(neighbour).transport;
  };

/** The client; its code is loaded when it is first called. */
const docker =
  (lan: Lan): Program =>
  async (process) => {
    const { dockerProgram } = await process.kernel.clock.outside(import('../cli/docker.ts'));
    const plugins = {
      compose: async () => (await process.kernel.clock.outside(import('../compose/program.ts'))).compose,
      'docker buildx bake': async () =>
        (await process.kernel.clock.outside(import('../compose/bake/bake.ts'))).bakeWithCompose,
      'docker stack deploy': async () =>
        (await process.kernel.clock.outside(import('../compose/stack/deploy.ts'))).deployStack,
    };
    return dockerProgram(connect, plugins, reachBySsh(lan))(process);
  };

const runc: Program = async (process) => {
  const { runc: program } = await process.kernel.clock.outside(import('../runtime/runc/program.ts'));
  return program(process);
};

const ctr: Program = async (process) => {
  const { ctr: program } = await process.kernel.clock.outside(import('../runtime/ctr/program.ts'));
  return program(process);
};

const dockerd: Program = async (process) => {
  const { dockerd: program } = await process.kernel.clock.outside(import('./dockerd/program.ts'));
  return program(process);
};

const ssh =
  (lan: Lan): Program =>
  async (process) => {
    const { sshProgram } = await process.kernel.clock.outside(import('./ssh.ts'));
    return sshProgram(lan)(process);
  };

const poweroff =
  (lan: Lan): Program =>
  async (process) => {
    const { poweroffProgram } = await process.kernel.clock.outside(import('./poweroff.ts'));
    return poweroffProgram(lan)(process);
  };

/** Tab behind `docker`. */
const completeDocker: Complete = async (words, index, process) => {
  if (words[1] === 'compose' && index > 1) {
    const { completeCompose } = await process.kernel.clock.outside(import('../compose/complete.ts'));
    return completeCompose(words.slice(2, index + 1), process);
  }
  const { dockerCompletion } = await process.kernel.clock.outside(import('../cli/complete.ts'));
  return dockerCompletion(connect)(words, index, process);
};

/** Everything that can run on a host and in its containers. */
export function createPrograms(lan: Lan): HostPrograms {
  const shell = bashProgram({ complete: { docker: completeDocker } });
  const own: Readonly<Record<string, Program>> = {
    bash: shell,
    dash: dashProgram(),
    sh: dashProgram(),
    ash: ashProgram(),
    busybox: busyboxWith(ashProgram()),
    'busybox-alpine': busyboxWith(ashProgram({ quiet: true }), ALPINE_BUSYBOX),
    'busybox-hub': busyboxWith(ashProgram({ quiet: true }), HUB_BUSYBOX),
    docker: docker(lan),
    dockerd,
    runc,
    ctr,
    ssh: ssh(lan),
    poweroff: poweroff(lan),
  };
  return {
    table: { find: (name) => own[name] ?? userland.find(name) },
    names: [...new Set(['bash', 'dash', 'docker', ...ENGINE, 'poweroff', 'ssh', ...gnuNames()])],
    shell,
  };
}
