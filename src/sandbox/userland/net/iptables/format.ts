import type { Condition, Match, PortRange, Rule, Target } from '../../../kernel/net/netfilter/rule.ts';
import { serviceName } from './services.ts';

const bang = (condition: { readonly not?: boolean } | undefined): string => (condition?.not === true ? '! ' : '');

const flag = <T>(name: string, condition: Condition<T> | undefined, text: (value: T) => string = String): string[] =>
  condition === undefined ? [] : [`${bang(condition)}${name} ${text(condition.value)}`];

const range = ([from, to]: PortRange): string => (from === to ? `${from}` : `${from}:${to}`);
const quoted = (text: string): string => (/^[\w.,:/@%+-]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`);

function matchWords(match: Match): string[] {
  switch (match.kind) {
    case 'comment':
      return ['-m comment', `--comment ${quoted(match.text)}`];
    case 'addrtype':
      return ['-m addrtype', ...flag('--src-type', match.source), ...flag('--dst-type', match.destination)];
    case 'conntrack':
    case 'state':
      return [`-m ${match.kind}`, ...flag(match.kind === 'state' ? '--state' : '--ctstate', match.states)];
    case 'icmp':
      return ['-m icmp', ...flag('--icmp-type', match.type)];
    case 'multiport': {
      const name = { source: '--sports', destination: '--dports', either: '--ports' }[match.which];
      return ['-m multiport', ...flag(name, match.ports, (ranges) => ranges.map(range).join(','))];
    }
    default:
      return [
        `-m ${match.kind}`,
        ...flag('--sport', match.source, range),
        ...flag('--dport', match.destination, range),
        ...flag('--tcp-flags', match.syn, () => 'FIN,SYN,RST,ACK SYN'),
      ];
  }
}

const withPort = ({ address, port }: { readonly address: string; readonly port?: number }): string =>
  port === undefined ? address : `${address.includes(':') ? `[${address}]` : address}:${port}`;

function targetWords(target: Target): string[] {
  switch (target.kind) {
    case 'jump':
      return [`-j ${target.chain}`];
    case 'goto':
      return [`-g ${target.chain}`];
    case 'DNAT':
      return [`-j DNAT --to-destination ${withPort(target)}`];
    case 'SNAT':
      return [`-j SNAT --to-source ${withPort(target)}`];
    case 'REDIRECT':
      return [`-j REDIRECT${target.port === undefined ? '' : ` --to-ports ${target.port}`}`];
    case 'REJECT':
      return [`-j REJECT --reject-with ${target.reply}`];
    default:
      return [`-j ${target.kind}`];
  }
}

/** A rule as `iptables -S` writes it, behind `-A CHAIN`. */
export function ruleText(rule: Rule, counters = false): string {
  return [
    ...flag('-s', rule.source),
    ...flag('-d', rule.destination),
    ...flag('-i', rule.in),
    ...flag('-o', rule.out),
    ...flag('-p', rule.protocol),
    ...(rule.matches ?? []).flatMap(matchWords),
    ...(counters ? [`-c ${rule.packets} ${rule.bytes}`] : []),
    ...(rule.target === undefined ? [] : targetWords(rule.target)),
  ].join(' ');
}

const ICMP_NAMES: Readonly<Record<number, string>> = {
  0: 'echo-reply',
  3: 'destination-unreachable',
  8: 'echo-request',
  11: 'time-exceeded',
};

/** What `iptables -L` tells of a rule in words, behind its columns. */
export function remarks(rule: Rule, numeric: boolean): string {
  const port = (value: number): string => (numeric ? String(value) : serviceName(value));
  const ports = (name: string, condition: Condition<PortRange> | undefined): string => {
    if (condition === undefined) return '';
    const [from, to] = condition.value;
    const text = from === to ? port(from) : `${from}:${to}`;
    return ` ${name}${from === to ? '' : 's'}:${condition.not === true ? '!' : ''}${text}`;
  };
  const tell = (match: Match): string => {
    switch (match.kind) {
      case 'comment':
        return ` /* ${match.text} */`;
      case 'addrtype':
        return ` ADDRTYPE match${flag('src-type', match.source).map(spaced).join('')}${flag('dst-type', match.destination).map(spaced).join('')}`;
      case 'conntrack':
      case 'state':
        return flag(match.kind === 'state' ? 'state' : 'ctstate', match.states)
          .map(spaced)
          .join('');
      case 'icmp': {
        const name = numeric ? undefined : ICMP_NAMES[match.type.value];
        const not = match.type.not === true ? '!' : '';
        return name === undefined ? ` icmptype ${not}${match.type.value}` : ` icmp ${not}${name}`;
      }
      case 'multiport': {
        const name = { source: 'sports', destination: 'dports', either: 'ports' }[match.which];
        const list = match.ports.value.map(([from, to]) => (from === to ? port(from) : `${port(from)}:${port(to)}`));
        return ` multiport ${name} ${bang(match.ports)}${list.join(',')}`;
      }
      default: {
        const syn = numeric ? '0x17/0x02' : 'FIN,SYN,RST,ACK/SYN';
        const flags = match.syn === undefined ? '' : ` flags:${match.syn.not === true ? '!' : ''}${syn}`;
        return ` ${match.kind}${ports('spt', match.source)}${ports('dpt', match.destination)}${flags}`;
      }
    }
  };
  return (rule.matches ?? []).map(tell).join('') + targetRemark(rule.target);
}

const spaced = (text: string): string => ` ${text}`;

function targetRemark(target: Target | undefined): string {
  switch (target?.kind) {
    case 'DNAT':
    case 'SNAT':
      return ` to:${withPort(target)}`;
    case 'REDIRECT':
      return target.port === undefined ? '' : ` redir ports ${target.port}`;
    case 'REJECT':
      return ` reject-with ${target.reply}`;
    case 'goto':
      return ` [goto] `;
    default:
      return '';
  }
}
