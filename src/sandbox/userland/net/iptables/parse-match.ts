import type { AddressType, Condition, ConnectionState, Match, PortRange } from '../../../kernel/net/netfilter/rule.ts';
import { IptablesFailure } from './failure.ts';
import type { Draft, Words } from './parse-rule.ts';
import { portOf } from './services.ts';

/** Matches that iptables has and that are not simulated. */
const UNSIMULATED = new Set([
  'limit', 'hashlimit', 'mark', 'connmark', 'mac', 'owner', 'iprange', 'string', 'time', 'recent', 'set', 'physdev', 'statistic',
  'length', 'ttl', 'connlimit', 'cgroup', 'bpf', 'policy', 'pkttype', 'tos', 'dscp', 'u32',
]); // prettier-ignore

/** What `--syn` stands for. */
const SYN = 'FIN,SYN,RST,ACK SYN';
const ALL: PortRange = [0, 65_535];

/** `-m NAME` before its options. @throws {IptablesFailure} */
export function startMatch(name: string): Match {
  switch (name) {
    case 'tcp':
    case 'udp':
    case 'addrtype':
      return { kind: name };
    case 'conntrack':
    case 'state':
      return { kind: name, states: { value: [] } };
    case 'multiport':
      return { kind: name, which: 'either', ports: { value: [] } };
    case 'icmp':
      return { kind: name, type: { value: 255 } };
    case 'comment':
      return { kind: name, text: '' };
    default:
      if (UNSIMULATED.has(name)) throw IptablesFailure.notSimulated(`-m ${name}`);
      throw IptablesFailure.misuse(`Couldn't load match \`${name}':No such file or directory\n`);
  }
}

/** Reads an option of a match. @returns whether it is one */
export function matchOption(draft: Draft, option: string, { value, not }: Words): boolean {
  const { matches, spec } = draft;
  const condition = <T>(content: T): Condition<T> => ({ value: content, ...(not && { not }) });
  const last = matches.at(-1);
  const replace = (match: Match): true => {
    matches[matches.length - 1] = match;
    return true;
  };
  switch (option) {
    case '--sport':
    case '--source-port':
    case '--dport':
    case '--destination-port':
    case '--syn': {
      const own = ported(draft);
      if (own === undefined) return false;
      const key = option === '--syn' ? 'syn' : option.startsWith('--s') ? 'source' : 'destination';
      const next = { ...own.match, [key]: option === '--syn' ? condition(true) : condition(rangeOf(value())) };
      matches[own.index] = next;
      return true;
    }
    case '--tcp-flags': {
      const flags = `${value()} ${value()}`;
      if (flags === SYN) return matchOption(draft, '--syn', { value, not });
      throw IptablesFailure.notSimulated(`--tcp-flags ${flags} (--syn is)`);
    }
    case '--icmp-type':
      if (spec.protocol?.value !== 'icmp') return false;
      if (last?.kind !== 'icmp') matches.push(startMatch('icmp'));
      return replace({ kind: 'icmp', type: condition(icmpType(value())) });
    case '--comment':
      return last?.kind === 'comment' && replace({ kind: 'comment', text: value() });
    case '--ctstate':
      return (
        last?.kind === 'conntrack' && replace({ kind: 'conntrack', states: condition(states(value(), 'ctstate')) })
      );
    case '--state':
      return last?.kind === 'state' && replace({ kind: 'state', states: condition(states(value(), 'state')) });
    case '--src-type':
      return last?.kind === 'addrtype' && replace({ ...last, source: condition(value() as AddressType) });
    case '--dst-type':
      return last?.kind === 'addrtype' && replace({ ...last, destination: condition(value() as AddressType) });
    case '--sports':
    case '--source-ports':
    case '--dports':
    case '--destination-ports':
    case '--ports': {
      if (last?.kind !== 'multiport') return false;
      const which = option === '--ports' ? 'either' : option.startsWith('--s') ? 'source' : 'destination';
      return replace({ kind: 'multiport', which, ports: condition(value().split(',').map(rangeOf)) });
    }
    default:
      return false;
  }
}

/** The match that `--dport` belongs to: `-m tcp` is understood behind `-p tcp`. */
function ported({ matches, spec }: Draft): { match: Match; index: number } | undefined {
  const name = spec.protocol?.value;
  if (name !== 'tcp' && name !== 'udp') return undefined;
  let index = matches.findIndex(({ kind }) => kind === name);
  if (index < 0) index = matches.push({ kind: name }) - 1;
  const match = matches[index];
  return match === undefined ? undefined : { match, index };
}

function rangeOf(text: string): PortRange {
  const [first = '', second] = text.split(':');
  const read = (part: string, otherwise: number): number => {
    if (part === '' && second !== undefined) return otherwise;
    const port = portOf(part);
    if (port === undefined) throw IptablesFailure.misuse(`invalid port/service \`${part}' specified`);
    return port;
  };
  const from = read(first, ALL[0]);
  return [from, second === undefined ? from : read(second, ALL[1])];
}

const STATES: readonly ConnectionState[] = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'UNTRACKED', 'SNAT', 'DNAT'];
/** The order in which iptables prints them. */
const states = (text: string, name: string): ConnectionState[] => {
  const asked = text.toUpperCase().split(',');
  const wrong = asked.find((state) => !STATES.some((known) => known === state));
  if (wrong !== undefined) throw IptablesFailure.misuse(`Bad ${name} "${wrong}"`);
  return STATES.filter((state) => asked.includes(state));
};

const ICMP: Readonly<Record<string, number>> = {
  'echo-reply': 0, pong: 0, 'destination-unreachable': 3, 'echo-request': 8, ping: 8, 'time-exceeded': 11, 'ttl-exceeded': 11, any: 255,
}; // prettier-ignore

function icmpType(text: string): number {
  const type = /^\d+$/.test(text) ? Number(text) : ICMP[text];
  if (type === undefined || type > 255) throw IptablesFailure.misuse(`Invalid ICMP type \`${text}'`);
  return type;
}
