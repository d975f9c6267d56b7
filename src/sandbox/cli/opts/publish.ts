import type { PortBinding } from '../../api/types/container.ts';
import { UsageError } from '../errors.ts';
import { isIPAddress } from './ip-address.ts';
import { goQuote } from '../../api/go-quote.ts';

export interface PortMapping {
  /** `80/tcp` */
  readonly port: string;
  readonly binding: PortBinding;
}

/** `80` or `80-82`. Undefined when it is neither. */
function parsePortRange(text: string): readonly [first: number, last: number] | undefined {
  const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (first === undefined) return undefined;
  const range = [Number(first), Number(last ?? first)] as const;
  return range[1] < range[0] || range[1] > 65_535 ? undefined : range;
}

/** `53/udp` → [`udp`, `53`]; the protocol is tcp where none is given. */
export function splitProtocol(text: string): readonly [protocol: string, port: string] {
  const slash = text.indexOf('/');
  if (slash < 0) return ['tcp', text];
  return [text.slice(slash + 1) || 'tcp', text.slice(0, slash)];
}

/**
 * A value of `-p`: `80`, `8080:80`, `127.0.0.1:8080:80/udp`, `8000-8002:80-82`, `[::1]:80:80`, `target=80,published=8080`.
 * @throws {UsageError} with the capital letters of docker/go-connections 0.5
 */
export function parsePublish(text: string): PortMapping[] {
  const spec = text.includes('=') ? fromFields(text) : text;
  const parts = spec.split(':');
  const [protocol, target] = splitProtocol(parts.at(-1) ?? '');
  const host = parts.length > 1 ? (parts.at(-2) ?? '') : '';
  const written = parts.slice(0, -2).join(':');
  const address = written.replace(/^\[(.*)\]$/, '$1');
  if (address === written && address.includes(':')) {
    throw new UsageError(`Invalid ip address ${address}: address ${address}:: too many colons in address`);
  }
  if (address !== '' && !isIPAddress(address)) throw new UsageError(`Invalid ip address: ${address}`);
  if (target === '') throw new UsageError(`No port specified: ${spec}<empty>`);
  const inside = parsePortRange(target);
  if (inside === undefined) throw new UsageError(`Invalid containerPort: ${target}`);
  const outside = host === '' ? undefined : parsePortRange(host);
  if (host !== '' && outside === undefined) throw new UsageError(`Invalid hostPort: ${host}`);
  const length = inside[1] - inside[0];
  if (outside !== undefined && outside[1] - outside[0] !== length && length > 0) {
    throw new UsageError(`Invalid ranges specified for container and host Ports: ${target} and ${host}`);
  }
  if (!['tcp', 'udp', 'sctp'].includes(protocol.toLowerCase())) throw new UsageError(`Invalid proto: ${protocol}`);
  return Array.from({ length: length + 1 }, (_, index) => ({
    port: `${inside[0] + index}/${protocol.toLowerCase()}`,
    binding: { HostIp: address, HostPort: hostPort(outside, length, index) },
  }));
}

function hostPort(range: readonly [number, number] | undefined, length: number, index: number): string {
  if (range === undefined) return '';
  const [first, last] = range;
  return length === 0 && first !== last ? `${first}-${last}` : String(first + index);
}

/** The long form as the short one. */
function fromFields(text: string): string {
  const fields: Record<string, string> = {};
  for (const field of text.split(',')) {
    const equals = field.indexOf('=');
    if (equals <= 0) throw new UsageError(`invalid publish opts format (should be name=value but got '${field}')`);
    fields[field.slice(0, equals)] = field.slice(equals + 1);
  }
  const { published = '', target = '', protocol = 'tcp' } = fields;
  return `${published}:${target}/${protocol}`;
}

/** Ports of `--expose`: `80`, `53/udp`, `7000-7002`. */
export function parseExpose(text: string): string[] {
  if (text.includes(':')) throw new UsageError(`invalid port format for --expose: ${text}`);
  const [protocol, port] = splitProtocol(text);
  const range = parsePortRange(port);
  if (range === undefined) throw new UsageError(`invalid range format for --expose: ${text}, error: ${badRange(port)}`);
  return Array.from({ length: range[1] - range[0] + 1 }, (_, index) => `${range[0] + index}/${protocol.toLowerCase()}`);
}

function badRange(text: string): string {
  if (text === '') return 'Empty string specified for ports.';
  for (const port of text.split('-').slice(0, 2)) {
    if (!/^\d+$/.test(port)) return `strconv.ParseUint: parsing ${goQuote(port)}: invalid syntax`;
    if (Number(port) > 65_535) return `strconv.ParseUint: parsing ${goQuote(port)}: value out of range`;
  }
  return `Invalid range specified for the Port: ${text}`;
}
