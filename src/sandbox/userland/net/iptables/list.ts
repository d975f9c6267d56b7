import type { Netfilter, TableName } from '../../../kernel/net/netfilter/netfilter.ts';
import type { Chain, Condition, Rule } from '../../../kernel/net/netfilter/rule.ts';
import { remarks, ruleText } from './format.ts';

export interface ListOptions {
  readonly numeric: boolean;
  readonly verbose: boolean;
  readonly lineNumbers: boolean;
  readonly exact: boolean;
  /** inet by default. */
  readonly kind?: Netfilter['kind'];
}

/** `1755K`, as wide as iptables makes it; `exact` keeps all digits. */
function amount(value: number, exact: boolean, width = 5): string {
  if (exact) return String(value).padStart(width === 5 ? 8 : width);
  if (value <= 99_999) return String(value).padStart(5);
  let rest = Math.round(value / 1000);
  for (const unit of ['K', 'M', 'G']) {
    if (rest <= 9999) return `${String(rest).padStart(4)}${unit}`;
    rest = Math.round(rest / 1000);
  }
  return `${String(rest).padStart(4)}T`;
}

/** `iptables -L` of one chain, with its head. */
export function listChain(netfilter: Netfilter, table: TableName, chain: Chain, options: ListOptions): string {
  const { verbose, lineNumbers, exact } = options;
  const counts = ` ${amount(chain.packets, exact).trim()} packets, ${amount(chain.bytes, exact).trim()} bytes`;
  const about =
    chain.policy === undefined
      ? `${netfilter.references(table, chain.name)} references`
      : `policy ${chain.policy}${verbose ? counts : ''}`;
  const columns = verbose
    ? `${exact ? '    pkts      bytes' : ' pkts bytes'} target     prot opt in     out     source               destination         `
    : 'target     prot opt source               destination         ';
  const head = `Chain ${chain.name} (${about})\n${lineNumbers ? 'num  ' : ''}${columns}\n`;
  return (
    head + chain.rules.map((rule, index) => listRule(rule, index + 1, { ...options, kind: netfilter.kind })).join('')
  );
}

export function listRule(rule: Rule, number: number, options: ListOptions): string {
  const { numeric, verbose, lineNumbers, exact } = options;
  const { target } = rule;
  const name = target === undefined ? '' : 'chain' in target ? target.chain : target.kind;
  const protocol = rule.protocol?.value ?? 'all';
  const cells = [
    lineNumbers ? `${String(number).padEnd(4)} ` : '',
    verbose ? `${amount(rule.packets, exact)} ${amount(rule.bytes, exact, exact ? 10 : 5)} ` : '',
    `${name.padEnd(9)} ${rule.protocol?.not === true ? '!' : ' '}${protocolName(protocol, numeric).padEnd(4)} -- `,
    verbose ? ` ${device(rule.in)} ${device(rule.out)} ` : '',
    address(rule.source, options),
    address(rule.destination, options),
    remarks(rule, numeric),
  ];
  return `${cells.join('')}\n`;
}

const PROTOCOLS: Readonly<Record<string, string>> = { 47: 'gre', 50: 'esp', 51: 'ah' };
const protocolName = (protocol: string, numeric: boolean): string =>
  numeric ? protocol : (PROTOCOLS[protocol] ?? protocol);

const device = (condition: Condition<string> | undefined): string =>
  `${condition?.not === true ? '!' : ''}${condition?.value ?? '*'}`.padEnd(6);

function address(condition: Condition<string> | undefined, { numeric, kind }: ListOptions): string {
  const all = kind === 'inet6' ? '::/0' : '0.0.0.0/0';
  const text = condition?.value.replace(kind === 'inet6' ? /\/128$/ : /\/32$/, '') ?? (numeric ? all : 'anywhere');
  return `${condition?.not === true ? '!' : ' '}${text.padEnd(19)} `;
}

/** `iptables -S`: policies and names of chains first. */
export function rulesOf(chains: readonly Chain[], verbose: boolean): string {
  const heads = chains.map(({ name, policy, packets, bytes }) =>
    policy === undefined ? `-N ${name}\n` : `-P ${name} ${policy}${verbose ? ` -c ${packets} ${bytes}` : ''}\n`,
  );
  return heads.join('') + chains.flatMap((chain) => chainRules(chain, verbose)).join('');
}

export const chainRules = ({ name, rules }: Chain, counters: boolean): string[] =>
  rules.map((rule) => `${`-A ${name} ${ruleText(rule, counters)}`.trimEnd()}\n`);
