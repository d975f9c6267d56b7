import { goJsonError } from '../../api/json-error.ts';
import { FIELDS, UNCHECKED } from './options.ts';

type Fields = Readonly<Record<string, unknown>>;

const kindOf = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : typeof value === 'boolean'
        ? 'bool'
        : typeof value === 'object'
          ? 'object'
          : typeof value;
const isFields = (value: unknown): value is Fields => kindOf(value) === 'object';

/**
 * What dockerd says of a daemon.json; undefined where nothing is wrong.
 *
 * @param flags that were given beside it, by name
 * @see moby daemon/config/config.go getConflictFreeConfiguration, Validate
 */
export function configProblem(text: string, flags: ReadonlyMap<string, string>): string | undefined {
  if (text.trim() === '') return undefined;
  const syntax = goJsonError(text, 'unexpected end of JSON input');
  if (syntax !== '') return `invalid JSON: ${syntax}`;
  const config: unknown = JSON.parse(text);
  if (!isFields(config)) {
    return `invalid JSON: json: cannot unmarshal ${kindOf(config)} into Go value of type map[string]interface {}`;
  }
  return unknownField(config) ?? conflict(config, flags) ?? wrongType(config) ?? wrongValue(config);
}

/** A field that isn't one, but holds some, stands for those: `proxies`. */
const flattened = (config: Fields): (readonly [string, unknown])[] =>
  Object.entries(config).flatMap(([key, value]) =>
    isFields(value) && !FIELDS.has(key) ? Object.entries(value) : [[key, value] as const],
  );

function unknownField(config: Fields): string | undefined {
  const known = (key: string) => FIELDS.has(key) || UNCHECKED.has(key) || ['config-file', 'validate'].includes(key);
  const unknown = flattened(config)
    .map(([key]) => key)
    .filter((key) => !known(key));
  return unknown.length === 0
    ? undefined
    : `the following directives don't match any configuration option: ${unknown.join(', ')}`;
}

function conflict(config: Fields, flags: ReadonlyMap<string, string>): string | undefined {
  const twice = flattened(config).filter(([key]) => flags.has(key));
  if (twice.length === 0) return undefined;
  const texts = twice.map(
    ([key, value]) => `${key}: (from flag: ${flags.get(key) ?? ''}, from file: ${String(value)})`,
  );
  return `the following directives are specified both as a flag and in the configuration file: ${texts.join(', ')}`;
}

const KINDS: Readonly<Record<string, string>> = { bool: 'bool', int: 'number', int64: 'number' };

function wrongType(config: Fields): string | undefined {
  const refusal = (what: string, where: string, type: string) =>
    `invalid JSON: json: cannot unmarshal ${what} into ${where} of type ${type}`;
  for (const [key, value] of Object.entries(config)) {
    const type = FIELDS.get(key);
    if (type === undefined || value === null) continue;
    const kind = kindOf(value);
    const field = `Go struct field Config.${key}`;
    const wanted = type.startsWith('[]') ? 'array' : /^(map|config)/.test(type) ? 'object' : (KINDS[type] ?? 'string');
    const hint = type === 'net.IP' ? `${type}: JSON value must be string type` : type;
    if (kind !== wanted) return refusal(kind, field, hint);
    if (typeof value === 'number' && !Number.isInteger(value)) return refusal(`number ${value}`, field, type);
    if (Array.isArray(value)) {
      const inner = type.slice('[]'.length);
      const [index, odd] = [...value.entries()].find(([, one]) => typeof one !== 'string') ?? [];
      const rest = inner === 'net.IP' ? `${inner}: JSON value must be string type` : inner;
      const address = value.find((one) => !/^[\da-f:.]+$/i.test(String(one)));
      if (index !== undefined) return refusal(kindOf(odd), `Config.${key}.${index}`, rest);
      if (inner === 'net.IP' && address !== undefined) return `invalid JSON: invalid IP address: ${String(address)}`;
    }
    if (isFields(value) && (type === 'map[string]string' || type === 'map[string]bool')) {
      const inner = type.slice('map[string]'.length);
      const odd = Object.entries(value).find(([, one]) => kindOf(one) !== (KINDS[inner] ?? inner));
      if (odd !== undefined) return refusal(kindOf(odd[1]), `${field}.${odd[0]}`, inner);
    }
  }
  return undefined;
}

const LEVELS = ['panic', 'fatal', 'error', 'warn', 'warning', 'info', 'debug', 'trace'];

function wrongValue(config: Fields): string | undefined {
  const list = (key: string): readonly string[] => (Array.isArray(config[key]) ? (config[key] as string[]) : []);
  const odd = (): string | undefined => {
    const { 'log-level': level, 'log-format': format, mtu } = config;
    if (typeof level === 'string' && level !== '' && !LEVELS.includes(level)) return `invalid logging level: ${level}`;
    if (typeof format === 'string' && !['', 'text', 'json'].includes(format)) return `invalid log format: ${format}`;
    const host = list('hosts').find((one) => /^(?!(tcp|unix|fd|npipe):)\w+:\/\//.test(one));
    if (host !== undefined) return `invalid bind address (${host}): unsupported proto '${host.replace(/:.*/s, '')}'`;
    const label = list('labels').find((one) => !one.includes('='));
    if (label !== undefined) return `bad attribute format: ${label}`;
    if (typeof mtu === 'number' && mtu < 0) return `invalid default MTU: ${mtu}`;
    const mirror = list('registry-mirrors').find((one) => /^(?!https?:)\w+:\/\//.test(one));
    const scheme = mirror?.replace(/:.*/s, '');
    return mirror === undefined
      ? undefined
      : `invalid mirror: unsupported scheme "${scheme}" in "${mirror}": must use either 'https://' or 'http://'`;
  };
  const why = odd();
  return why === undefined
    ? undefined
    : `merged configuration validation from file and command line flags failed: ${why}`;
}
