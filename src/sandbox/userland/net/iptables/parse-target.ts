import { parseAddress } from '../../../kernel/net/address.ts';
import { parseAddress6 } from '../../../kernel/net/address6.ts';
import type { Refusal, Target } from '../../../kernel/net/netfilter/rule.ts';
import { IptablesFailure } from './failure.ts';
import { portOf } from './services.ts';

/** `-j NAME` with its options, before the chains of the table are known. */
export interface Wanted {
  readonly name: string;
  readonly goes: boolean;
  readonly options: Record<string, string>;
}

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  DNAT: ['--to-destination'],
  SNAT: ['--to-source'],
  REDIRECT: ['--to-ports'],
  MASQUERADE: ['--to-ports'],
  REJECT: ['--reject-with'],
};

/** Targets that iptables has and that are not simulated. */
const UNSIMULATED = new Set([
  'LOG', 'NFLOG', 'MARK', 'CONNMARK', 'TCPMSS', 'CT', 'NOTRACK', 'NETMAP', 'TTL', 'TOS', 'DSCP', 'QUEUE', 'NFQUEUE', 'TPROXY',
  'TEE', 'SET', 'CLASSIFY', 'AUDIT', 'TRACE', 'CHECKSUM',
]); // prettier-ignore

const REFUSALS: Readonly<Record<string, Refusal>> = {
  'port-unreach': 'icmp-port-unreachable', 'host-unreach': 'icmp-host-unreachable', 'net-unreach': 'icmp-net-unreachable',
  'icmp-port-unreachable': 'icmp-port-unreachable', 'icmp-host-unreachable': 'icmp-host-unreachable',
  'icmp-net-unreachable': 'icmp-net-unreachable', 'icmp-proto-unreachable': 'icmp-proto-unreachable',
  'icmp-host-prohibited': 'icmp-host-prohibited', 'icmp-net-prohibited': 'icmp-net-prohibited',
  'icmp-admin-prohibited': 'icmp-admin-prohibited', 'tcp-reset': 'tcp-reset', 'host-prohib': 'icmp-host-prohibited',
  'admin-prohib': 'icmp-admin-prohibited', 'tcp-rst': 'tcp-reset',
}; // prettier-ignore

/** Reads an option of a target; they may be shortened. @returns whether it is one */
export function targetOption(jump: Wanted | undefined, option: string, value: () => string): boolean {
  if (jump === undefined || !option.startsWith('--')) return false;
  const full = OPTIONS[jump.name]?.find((name) => name.startsWith(option) && option.length > 3);
  if (full === undefined) return false;
  jump.options[full] = value();
  return true;
}

/** @throws {IptablesFailure} for a chain that isn't there, and for what a target lacks */
export function finishTarget({ name, goes, options }: Wanted, chains: ReadonlySet<string>): Target {
  if (chains.has(name)) return { kind: goes ? 'goto' : 'jump', chain: name };
  switch (goes ? '' : name) {
    case 'ACCEPT':
    case 'DROP':
    case 'RETURN':
      return { kind: name as 'ACCEPT' };
    case 'MASQUERADE':
      if (options['--to-ports'] !== undefined) throw IptablesFailure.notSimulated('-j MASQUERADE --to-ports');
      return { kind: 'MASQUERADE' };
    case 'REJECT': {
      const asked = options['--reject-with'] ?? 'icmp-port-unreachable';
      const reply = REFUSALS[asked];
      if (reply === undefined) throw IptablesFailure.misuse(`unknown reject type "${asked}"`);
      return { kind: 'REJECT', reply };
    }
    case 'DNAT':
    case 'SNAT':
      return translation(name as 'DNAT', options[name === 'DNAT' ? '--to-destination' : '--to-source']);
    case 'REDIRECT': {
      const port = options['--to-ports'];
      return { kind: 'REDIRECT', ...(port !== undefined && { port: portIn(port) }) };
    }
    default:
      if (UNSIMULATED.has(name)) throw IptablesFailure.notSimulated(`-j ${name}`);
      throw IptablesFailure.misuse(`Chain '${name}' does not exist`);
  }
}

function translation(kind: 'DNAT' | 'SNAT', text: string | undefined): Target {
  const option = kind === 'DNAT' ? '--to-destination' : '--to-source';
  if (text === undefined) throw IptablesFailure.misuse(`${kind}: option "${option}" must be specified\n`);
  const [, bracketed = text, after] = /^\[([^\]]*)\](?::(.*))?$/.exec(text) ?? [];
  const [address = '', port] = parseAddress6(bracketed) !== undefined ? [bracketed, after] : text.split(':');
  if (address.includes('-') || port?.includes('-') === true) {
    throw IptablesFailure.notSimulated(`-j ${kind} with a range`);
  }
  if (address !== '' && (parseAddress(address) ?? parseAddress6(address)) === undefined) {
    throw IptablesFailure.misuse(`Bad IP address "${address}"\n`);
  }
  return { kind, address, ...(port !== undefined && { port: portIn(port) }) };
}

function portIn(text: string): number {
  const port = portOf(text);
  if (port === undefined) throw IptablesFailure.misuse(`invalid port/service \`${text}' specified`);
  return port;
}
