import type {
  ConfigReference,
  EndpointSpec,
  PortConfig,
  SecretReference,
  UpdateConfig,
} from '../../../api/types/service.ts';
import type { Client } from '../../../client/client.ts';
import { UsageError } from '../../errors.ts';
import { parseUnsigned } from '../../opts/number.ts';
import { splitCsv } from '../../opts/parse.ts';
import { parsePublish } from '../../opts/publish.ts';

/** A value of `--secret` and `--config`: `name`, or `source=s,target=/run/x,uid=1,gid=1,mode=0400`. */
export interface FileOption {
  readonly source: string;
  readonly target: string;
  readonly uid: string;
  readonly gid: string;
  readonly mode: number;
}

export const fileOption =
  (kind: 'secret' | 'config') =>
  (text: string): FileOption => {
    if (text === '') throw new UsageError('EOF');
    const fields = splitCsv(text);
    if (fields.length === 1 && !(fields[0] ?? '').includes('=')) {
      return { source: text, target: text, uid: '0', gid: '0', mode: 0o444 };
    }
    const found: Record<string, string> = {};
    for (const field of fields) {
      const equals = field.indexOf('=');
      const key = field.slice(0, Math.max(0, equals)).toLowerCase();
      if (equals < 0) throw new UsageError(`invalid field '${field}' must be a key=value pair`);
      if (!['source', 'src', 'target', 'uid', 'gid', 'mode'].includes(key)) {
        throw new UsageError(`invalid field in ${kind} request: ${key}`);
      }
      found[key === 'src' ? 'source' : key] = field.slice(equals + 1);
    }
    const { source = '', target = '', uid = '0', gid = '0', mode = '0444' } = found;
    if (source === '') throw new UsageError('source is required');
    return { source, target: target || source, uid, gid, mode: fileMode(mode) };
  };

/** Octal only with a zero ahead, as Go reads a number with base 0. */
function fileMode(text: string): number {
  try {
    return parseUnsigned(text, 32);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`invalid mode specified: ${error.message}`);
  }
}

/** @throws {UsageError} `duplicate secret target for pw not allowed` */
function checkTargets(kind: 'secret' | 'config', wanted: readonly FileOption[]): void {
  const twice = wanted.find(({ target }, at) => wanted.slice(0, at).some((other) => other.target === target));
  if (twice !== undefined) throw new UsageError(`duplicate ${kind} target for ${twice.source} not allowed`);
}

/** `NET_ADMIN` as the engine calls it: `CAP_NET_ADMIN`. */
export const capability = (name: string): string => {
  const upper = name.toUpperCase();
  return upper === 'ALL' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
};

const toFile = ({ target, uid, gid, mode }: FileOption) => ({ Name: target, UID: uid, GID: gid, Mode: mode });

/** @throws {UsageError} `secret not found: x` */
export async function findSecrets(client: Client, wanted: readonly FileOption[]): Promise<SecretReference[]> {
  if (wanted.length === 0) return [];
  checkTargets('secret', wanted);
  const secrets = await client.secretList(new Map([['name', wanted.map(({ source }) => source)]]));
  return wanted.map((option) => {
    const secret = secrets.find(({ Spec }) => Spec.Name === option.source);
    if (secret === undefined) throw new UsageError(`secret not found: ${option.source}`);
    return { File: toFile(option), SecretID: secret.ID, SecretName: option.source };
  });
}

/** @throws {UsageError} `config not found: x` */
export async function findConfigs(client: Client, wanted: readonly FileOption[]): Promise<ConfigReference[]> {
  if (wanted.length === 0) return [];
  checkTargets('config', wanted);
  const configs = await client.configList(new Map([['name', wanted.map(({ source }) => source)]]));
  return wanted.map((option) => {
    const config = configs.find(({ Spec }) => Spec.Name === option.source);
    if (config === undefined) throw new UsageError(`config not found: ${option.source}`);
    return { File: toFile(option), ConfigID: config.ID, ConfigName: option.source };
  });
}

/** The text of a port that can be read. @throws {UsageError} as `parsePort` */
export function portText(text: string): string {
  parsePort(text);
  return text;
}

/** A value of `--publish`: short, or `published=8080,target=80,protocol=tcp,mode=host`. */
export function parsePort(text: string): PortConfig[] {
  if (!/^\w+=/.test(text)) {
    return parsePublish(text).map(({ port, binding }) => {
      const [target = '', protocol = 'tcp'] = port.split('/');
      if (binding.HostIp !== '') throw new UsageError('hostip is not supported');
      return portConfig(protocol, Number(target), Number(binding.HostPort), 'ingress');
    });
  }
  const found: Record<string, string> = {};
  for (const field of splitCsv(text)) {
    const [, key, value] = /^([^=]+)=(.*)$/.exec(field) ?? [];
    if (key === undefined || value === undefined) throw new UsageError(`invalid field: ${field}`);
    if (!['protocol', 'mode', 'target', 'published'].includes(key.toLowerCase())) {
      throw new UsageError(`invalid field key ${key}`);
    }
    found[key.toLowerCase()] = value.toLowerCase();
  }
  const { protocol = 'tcp', mode = 'ingress', target, published = '0' } = found;
  if (!['tcp', 'udp', 'sctp'].includes(protocol)) throw new UsageError(`invalid protocol value '${protocol}'`);
  if (!['ingress', 'host'].includes(mode))
    throw new UsageError(`invalid publish mode value (${mode}): must be either 'ingress' or 'host'`);
  if (target === undefined) throw new UsageError(`missing mandatory field 'target'`);
  for (const [name, value] of Object.entries({ target, published })) {
    if (!/^\d+$/.test(value)) {
      throw new UsageError(`invalid ${name} port (${value}): value must be an integer: invalid syntax`);
    }
  }
  return [portConfig(protocol, Number(target), Number(published), mode)];
}

const portConfig = (Protocol: string, TargetPort: number, PublishedPort: number, PublishMode: string): PortConfig => ({
  Protocol,
  TargetPort,
  ...(PublishedPort > 0 && { PublishedPort }),
  PublishMode,
});

export interface UpdateFlags {
  readonly parallelism: number;
  readonly delay: number;
  readonly monitor: number;
  readonly failureAction: string;
  readonly maxFailureRatio: number;
  readonly order: string;
}

/** Nanoseconds of monitoring when nobody says it. */
const MONITOR = 5e9;

export const updateConfig = (flags: UpdateFlags): UpdateConfig => ({
  Parallelism: flags.parallelism,
  ...(flags.delay > 0 && { Delay: flags.delay }),
  FailureAction: flags.failureAction || 'pause',
  Monitor: flags.monitor || MONITOR,
  MaxFailureRatio: flags.maxFailureRatio,
  Order: flags.order || 'stop-first',
});

export const endpointSpec = (mode: string, ports: readonly PortConfig[]): EndpointSpec => ({
  Mode: mode || 'vip',
  ...(ports.length > 0 && { Ports: ports }),
});

/** Splits a command as a shell would: `sleep "a b"`. */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  for (const [, double, single, plain] of text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)) {
    words.push(double?.replace(/\\(.)/g, '$1') ?? single ?? plain ?? '');
  }
  return words;
}

/** `name:1.2.3.4` → `1.2.3.4 name`, as the service keeps it. */
export function swarmHost(text: string): string {
  const colon = text.indexOf(':');
  const equals = text.indexOf('=');
  const at = equals > 0 && (colon < 0 || equals < colon) ? equals : colon;
  if (at <= 0) throw new UsageError(`bad format for add-host: "${text}"`);
  return `${text.slice(at + 1).replace(/^\[(.*)\]$/, '$1')} ${text.slice(0, at)}`;
}

/** A value of `--placement-pref`: `spread=node.labels.zone`. */
export function parsePreference(text: string): { readonly Spread: { readonly SpreadDescriptor: string } } {
  const [, strategy, descriptor] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  if (strategy === undefined || descriptor === undefined)
    throw new UsageError('placement preference must be of the format "<strategy>=<arg>"');
  if (strategy !== 'spread')
    throw new UsageError(`unsupported placement preference ${strategy} (only spread is supported)`);
  return { Spread: { SpreadDescriptor: descriptor } };
}
