import { UsageError } from '../errors.ts';
import { parseInteger } from './number.ts';
import { splitCsv } from './parse.ts';

/** A network that a container shall join. */
export interface NetworkAttachment {
  readonly target: string;
  readonly aliases: readonly string[];
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly linkLocalIPs: readonly string[];
  readonly macAddress?: string;
  readonly driverOptions: Readonly<Record<string, string>>;
  readonly priority: number;
}

/** A value of `--network`: a name, or `name=net1,alias=web,ip=10.0.0.2`. */
export function parseNetwork(text: string): NetworkAttachment {
  const attachment = { target: text, aliases: [], linkLocalIPs: [], driverOptions: {}, priority: 0 };
  return /\w+=\w+/.test(text) ? parseFields(text) : attachment;
}

function parseFields(text: string): NetworkAttachment {
  const found = new Map<string, string[]>();
  for (const field of splitCsv(text)) {
    const [, key = '', value = ''] = /^([^=]*)=(.*)$/.exec(field.toLowerCase()) ?? [];
    if (key === '') throw new UsageError(`invalid field ${field}`);
    if (!FIELDS.has(key)) throw new UsageError(`invalid field key ${key}`);
    found.set(key, [...(found.get(key) ?? []), value]);
  }
  const last = (key: string) => found.get(key)?.at(-1);
  const target = last('name') ?? '';
  if (target === '') throw new UsageError('network name/id is not specified');
  const [ipv4, ipv6, macAddress, priority] = [last('ip'), last('ip6'), last('mac-address'), last('gw-priority')];
  return {
    target,
    aliases: found.get('alias') ?? [],
    linkLocalIPs: found.get('link-local-ip') ?? [],
    driverOptions: Object.fromEntries((found.get('driver-opt') ?? []).map(driverOption)),
    priority: priority === undefined ? 0 : parsePriority(priority),
    ...(ipv4 !== undefined && { ipv4 }),
    ...(ipv6 !== undefined && { ipv6 }),
    ...(macAddress !== undefined && { macAddress }),
  };
}

const FIELDS = new Set(['name', 'alias', 'ip', 'ip6', 'link-local-ip', 'mac-address', 'driver-opt', 'gw-priority']);

function parsePriority(text: string): number {
  try {
    return parseInteger(text);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const why = /^[-+]?\d+$/.test(text) ? 'value out of range' : 'invalid syntax';
    throw new UsageError(`invalid gw-priority (${text}): ${why}`);
  }
}

function driverOption(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals <= 0) throw new UsageError('invalid key value pair format in driver options');
  return [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
}
