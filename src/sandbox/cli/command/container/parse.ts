import type { ContainerConfig, ContainerCreateBody, HealthConfig, PortBinding } from '../../../api/types/container.ts';
import { decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { Io } from '../../io.ts';
import { refuseContentTrust } from '../../content-trust.ts';
import { UsageError } from '../../errors.ts';
import { absolute } from '../../opts/absolute.ts';
import { withEnvironment } from '../../opts/env.ts';
import { parseEnvFile } from '../../opts/env-file.ts';
import { withProxies } from '../../proxies.ts';
import { toRecord } from '../../opts/label.ts';
import { parseExpose, parsePublish } from '../../opts/publish.ts';
import { parseVolume } from '../../opts/volume.ts';
import type { ContainerFlags } from './flags.ts';
import { endpoints } from './endpoints.ts';
import { parseHostConfig } from './parse-host-config.ts';

export interface Given {
  readonly flags: ContainerFlags;
  readonly changed: ReadonlySet<string>;
  readonly args: readonly string[];
  readonly io: Io;
}

/**
 * The create body that flags and arguments ask for.
 * @throws {UsageError} what docker prints after `docker: `, exit 125
 * @see docker/cli cli/command/container/opts.go, parse
 */
export async function parseContainer(given: Given): Promise<ContainerCreateBody> {
  refuseContentTrust(given);
  const { flags } = given;
  const swappiness = flags['memory-swappiness'];
  if (swappiness !== -1 && (swappiness < 0 || swappiness > 100)) {
    throw new UsageError(`invalid value: ${swappiness}. Valid memory swappiness range is 0-100`);
  }
  if (flags['mac-address'] !== '' && !/^([\da-f]{2}[:-]){5}[\da-f]{2}$/i.test(flags['mac-address'])) {
    throw new UsageError(`${flags['mac-address']} is not a valid mac address`);
  }
  const volumes = parseVolumes(flags.volume, given.io);
  const ports = parsePorts(flags);
  const config = await parseConfig(given, volumes.anonymous, ports.exposed);
  const hostConfig = await parseHostConfig(given, volumes.binds, ports.bindings);
  const networking = endpoints(flags);
  return { ...config, HostConfig: hostConfig, NetworkingConfig: { EndpointsConfig: networking } };
}

function parseVolumes(specs: readonly string[], io: Io) {
  const binds: string[] = [];
  const anonymous: Record<string, Record<string, never>> = {};
  for (const spec of new Set(specs)) {
    const { source, target } = parseVolume(spec);
    if (source === '') anonymous[target] = {};
    else if (source.startsWith('.')) binds.push(absolute(source, io) + spec.slice(source.length));
    else binds.push(spec);
  }
  return { binds, anonymous };
}

function parsePorts(flags: ContainerFlags) {
  const exposed: Record<string, Record<string, never>> = {};
  const bindings: Record<string, PortBinding[]> = {};
  for (const { port, binding } of flags.publish.flatMap(parsePublish)) {
    exposed[port] = {};
    (bindings[port] ??= []).push(binding);
  }
  for (const port of flags.expose.flatMap(parseExpose)) exposed[port] = {};
  return { exposed, bindings };
}

async function readLines(path: string, io: Io): Promise<string> {
  try {
    return decode(await io.readFile(path));
  } catch (error) {
    if (!(error instanceof Errno) || error.code !== 'EISDIR') throw error;
    throw new UsageError(`invalid env file (${path}): read ${path}: is a directory`);
  }
}

/** Values from files first, then those of flags. */
export async function readEnvironment(files: readonly string[], values: readonly string[], io: Io): Promise<string[]> {
  const fromFiles: string[] = [];
  for (const path of files) {
    fromFiles.push(...parseEnvFile(path, await readLines(path, io), (name) => io.env.get(name)));
  }
  return [...fromFiles, ...values.map((entry) => withEnvironment(entry, io.env))];
}

async function parseConfig(
  { flags, changed, args, io }: Given,
  Volumes: NonNullable<ContainerConfig['Volumes']>,
  ExposedPorts: NonNullable<ContainerConfig['ExposedPorts']>,
): Promise<ContainerConfig> {
  const labelFiles: string[] = [];
  for (const path of flags['label-file']) labelFiles.push(...parseEnvFile(path, await readLines(path, io)));
  const attach = new Set(flags.attach);
  const plain = attach.size === 0;
  const stdin = attach.has('stdin') || flags.interactive;
  const health = parseHealth(flags);
  return {
    Hostname: flags.hostname,
    Domainname: flags.domainname,
    User: flags.user,
    AttachStdin: stdin,
    AttachStdout: plain || attach.has('stdout'),
    AttachStderr: plain || attach.has('stderr'),
    ExposedPorts,
    Tty: flags.tty,
    OpenStdin: flags.interactive,
    StdinOnce: flags.interactive && stdin,
    Env: await readEnvironment(flags['env-file'], withProxies(flags.env, io), io),
    Cmd: args.length > 1 ? args.slice(1) : null,
    ...(health !== undefined && { Healthcheck: health }),
    Image: args[0] ?? '',
    Volumes,
    WorkingDir: flags.workdir,
    Entrypoint: changed.has('entrypoint') ? [flags.entrypoint] : null,
    ...(flags['mac-address'] !== '' && { MacAddress: flags['mac-address'] }),
    OnBuild: null,
    Labels: toRecord([...labelFiles, ...flags.label]),
    ...(flags['stop-signal'] !== '' && { StopSignal: flags['stop-signal'] }),
    ...(changed.has('stop-timeout') && { StopTimeout: flags['stop-timeout'] }),
  };
}

const HEALTH_DURATIONS = ['health-interval', 'health-timeout', 'health-start-period', 'health-start-interval'] as const;

function parseHealth(flags: ContainerFlags): HealthConfig | undefined {
  const command = flags['health-cmd'];
  const retries = flags['health-retries'];
  const given = command !== '' || retries !== 0 || HEALTH_DURATIONS.some((name) => flags[name] !== 0);
  if (flags['no-healthcheck']) {
    if (given) throw new UsageError('--no-healthcheck conflicts with --health-* options');
    return { Test: ['NONE'] };
  }
  if (!given) return undefined;
  const negative = [...HEALTH_DURATIONS.slice(0, 2), 'health-retries' as const, ...HEALTH_DURATIONS.slice(2)].find(
    (name) => flags[name] < 0,
  );
  if (negative !== undefined) throw new UsageError(`--${negative} cannot be negative`);
  return {
    ...(command !== '' && { Test: ['CMD-SHELL', command] }),
    ...(flags['health-interval'] !== 0 && { Interval: flags['health-interval'] }),
    ...(flags['health-timeout'] !== 0 && { Timeout: flags['health-timeout'] }),
    ...(flags['health-start-period'] !== 0 && { StartPeriod: flags['health-start-period'] }),
    ...(flags['health-start-interval'] !== 0 && { StartInterval: flags['health-start-interval'] }),
    ...(retries !== 0 && { Retries: retries }),
  };
}
