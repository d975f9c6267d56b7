import type { Flags } from '../../cli/opts/flag.ts';
import { splitCsv } from '../../cli/opts/parse.ts';
import type { ComposeInvocation } from '../command.ts';
import { defineCompose } from '../command.ts';
import { converge } from '../converge.ts';
import { parseDotenv } from '../model/dotenv.ts';
import { ComposeError } from '../model/error.ts';
import { absolutePath, readText } from '../model/files.ts';
import { canonicalPorts } from '../model/canonical-port.ts';
import { canonicalVolume } from '../model/canonical-volume.ts';
import type { Service } from '../model/service.ts';
import { keyValue } from '../model/tree.ts';
import { splitCommand } from '../model/command-line.ts';
import { runOneOff } from '../one-off.ts';
import type { Project } from '../project.ts';
import { loadProject, selectServices } from '../project.ts';
import { withProgress } from '../runtime.ts';
import { startServices } from '../start.ts';
import { checkPull } from './up.ts';

const FLAGS = {
  build: { type: 'bool', usage: 'Build image before starting container' },
  'cap-add': { type: 'list', usage: 'Add Linux capabilities' },
  'cap-drop': { type: 'list', usage: 'Drop Linux capabilities' },
  detach: { type: 'bool', short: 'd', usage: 'Run container in background and print container ID' },
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  entrypoint: { type: 'string', usage: 'Override the entrypoint of the image' },
  env: { type: 'stringArray', short: 'e', usage: 'Set environment variables' },
  'env-from-file': { type: 'stringArray', usage: 'Set environment variables from file' },
  interactive: { type: 'bool', short: 'i', usage: 'Keep STDIN open even if not attached', default: 'true' },
  label: { type: 'stringArray', short: 'l', usage: 'Add or override a label' },
  name: { type: 'string', usage: 'Assign a name to the container' },
  'no-TTY': {
    type: 'bool',
    short: 'T',
    usage: 'Disable pseudo-TTY allocation (default: auto-detected)',
    default: 'true',
  },
  'no-deps': { type: 'bool', usage: "Don't start linked services" },
  publish: { type: 'stringArray', short: 'p', usage: "Publish a container's port(s) to the host" },
  pull: { type: 'string', usage: 'Pull image before running ("always"|"missing"|"never")', default: 'policy' },
  quiet: { type: 'bool', short: 'q', usage: "Don't print anything to STDOUT" },
  'quiet-build': { type: 'bool', usage: 'Suppress progress output from the build process' },
  'quiet-pull': { type: 'bool', usage: 'Pull without printing progress information' },
  'remove-orphans': { type: 'bool', usage: 'Remove containers for services not defined in the Compose file' },
  rm: { type: 'bool', usage: 'Automatically remove the container when it exits' },
  'service-ports': {
    type: 'bool',
    short: 'P',
    usage: "Run command with all service's ports enabled and mapped to the host",
  },
  'use-aliases': {
    type: 'bool',
    usage: "Use the service's network useAliases in the network(s) the container connects to",
  },
  user: { type: 'string', short: 'u', usage: 'Run as specified username or uid' },
  volume: { type: 'stringArray', short: 'v', usage: 'Bind mount a volume' },
  workdir: { type: 'string', short: 'w', usage: 'Working directory inside the container' },
  tty: { type: 'bool', short: 't', usage: 'Allocate a pseudo-TTY.', default: 'true', hidden: true },
} as const satisfies Flags;

export const run = defineCompose({
  name: 'run',
  use: 'docker compose run [OPTIONS] SERVICE [COMMAND] [ARGS...]',
  short: 'Run a one-off command on a service',
  args: { kind: 'least', min: 1 },
  interspersed: false,
  flags: FLAGS,
  run: runService,
});

type Invocation = ComposeInvocation<typeof FLAGS>;

async function runService(invocation: Invocation): Promise<number> {
  const { io, root, args, flags, changed } = invocation;
  const [name = '', ...command] = args;
  if (root['dry-run']) throw new ComposeError('interactive run is not supported in dry-run mode');
  checkPull(flags.pull);
  if (flags.publish.length > 0 && flags['service-ports']) {
    throw new ComposeError('--service-ports and --publish are incompatible');
  }
  const loaded = await loadProject(io, root, { services: [name] });
  if (!(name in loaded.services)) throw new ComposeError(`no such service: ${name}`);
  const project = selectServices(loaded, [name], !flags['no-deps']);
  const found = project.services[name] as Service;
  const service = adjusted(invocation, project, found, command);
  const images = {
    pull: flags.pull,
    quietPull: flags['quiet-pull'],
    build: flags.build ? ('always' as const) : ('missing' as const),
    quietBuild: flags['quiet-build'],
  };
  const { [name]: _own, ...others } = project.services;
  const dependencies: Project = { ...project, services: others, disabled: { ...project.disabled, [name]: found } };
  await withProgress(
    invocation,
    'Running',
    async (progress) => {
      await converge(invocation, dependencies, progress, {
        ...images,
        recreate: 'diverged',
        recreateDependencies: 'diverged',
        named: [],
        removeOrphans: flags['remove-orphans'],
        ignoreOrphans: false,
        timeout: undefined,
        inherit: true,
      });
      if (Object.keys(others).length === 0) return;
      await startServices(invocation, dependencies, progress, { waitFor: found });
    },
    flags.quiet ? 'quiet' : undefined,
  );
  const tty = changed.has('no-TTY') ? !flags['no-TTY'] : io.isTerminal(1) && io.isTerminal(0);
  return runOneOff(invocation, { ...project, services: { ...others, [name]: service } }, service, {
    images,
    name: flags.name,
    detach: flags.detach,
    remove: flags.rm,
    interactive: flags.interactive,
    tty: tty && !flags.detach,
    aliases: flags['use-aliases'],
    quiet: flags.quiet,
  });
}

/** The service as the flags want it. */
function adjusted(
  { io, flags, changed }: Invocation,
  project: Project,
  service: Service,
  command: readonly string[],
): Service {
  const { ports: _ports, container_name: _name, ...rest } = service;
  const path = (one: string) => absolutePath(one, io.fs.cwd, io.env.get('HOME'));
  const place = { where: `services[${service.name}]`, path, lookup: (key: string) => project.environment.get(key) };
  const fromFiles = flags['env-from-file'].flatMap((file) => [
    ...parseDotenv(readText(io, path(file)), path(file), place.lookup),
  ]);
  const environment = flags.env.map((entry) => {
    const [key, value] = keyValue(entry);
    return [key, value ?? project.environment.get(key) ?? null] as const;
  });
  const labels = flags.label.map((entry) => {
    const [key, value] = keyValue(entry);
    return [key, value ?? ''] as const;
  });
  const ports = flags['service-ports'] ? (service.ports ?? []) : flags.publish.flatMap(canonicalPorts);
  const entrypoint = changed.has('entrypoint')
    ? splitCommand(`${place.where}.entrypoint`, flags.entrypoint)
    : undefined;
  const { command: _command, ...withoutCommand } = rest;
  return {
    ...(entrypoint === undefined ? rest : withoutCommand),
    ...(command.length > 0 && { command }),
    ...(entrypoint !== undefined && { entrypoint }),
    ...(ports.length > 0 && { ports }),
    ...(flags.user !== '' && { user: flags.user }),
    ...(flags.workdir !== '' && { working_dir: flags.workdir }),
    ...((fromFiles.length > 0 || environment.length > 0) && {
      environment: { ...service.environment, ...Object.fromEntries(fromFiles), ...Object.fromEntries(environment) },
    }),
    ...(labels.length > 0 && { labels: { ...service.labels, ...Object.fromEntries(labels) } }),
    ...(flags['cap-add'].length > 0 && {
      cap_add: [...(service.cap_add ?? []), ...flags['cap-add'].flatMap(splitCsv)],
    }),
    ...(flags['cap-drop'].length > 0 && {
      cap_drop: [...(service.cap_drop ?? []), ...flags['cap-drop'].flatMap(splitCsv)],
    }),
    ...(flags.volume.length > 0 && {
      volumes: [...(service.volumes ?? []), ...flags.volume.map((text) => canonicalVolume(place, text))],
    }),
  };
}
