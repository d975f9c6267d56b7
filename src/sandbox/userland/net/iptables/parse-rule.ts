import { formatSubnet, isIPv6, parseAddress, parseSubnet } from '../../../kernel/net/address.ts';
import { formatSubnet6, parseAddress6, parseSubnet6 } from '../../../kernel/net/address6.ts';
import type { Condition, Match, RuleSpec, Target } from '../../../kernel/net/netfilter/rule.ts';
import { IptablesFailure } from './failure.ts';
import { matchOption, startMatch } from './parse-match.ts';
import { finishTarget, targetOption, type Wanted } from './parse-target.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A rule while its words are read. */
export interface Draft {
  readonly spec: Mutable<RuleSpec>;
  readonly matches: Match[];
  sources: Condition<string>[];
  destinations: Condition<string>[];
  jump: Wanted | undefined;
}

export const newDraft = (): Draft => ({ spec: {}, matches: [], sources: [], destinations: [], jump: undefined });

/** What an option of a rule takes. */
export interface Words {
  /** The next word. @throws {IptablesFailure} when there is none */
  readonly value: () => string;
  readonly not: boolean;
}

/** Reads one option of a rule. @returns whether it is one @throws {IptablesFailure} */
export function ruleOption(draft: Draft, option: string, words: Words): boolean {
  const { not, value } = words;
  const condition = <T>(content: T): Condition<T> => ({ value: content, ...(not && { not }) });
  switch (option) {
    case '-s':
    case '--source':
    case '--src':
      draft.sources = value().split(',').map((text) => condition(subnetOf(text))); // prettier-ignore
      return true;
    case '-d':
    case '--destination':
    case '--dst':
      draft.destinations = value().split(',').map((text) => condition(subnetOf(text))); // prettier-ignore
      return true;
    case '-i':
    case '--in-interface':
      draft.spec.in = condition(value());
      return true;
    case '-o':
    case '--out-interface':
      draft.spec.out = condition(value());
      return true;
    case '-p':
    case '--protocol':
    case '--proto':
      draft.spec.protocol = condition(protocolOf(value()));
      if (draft.spec.protocol.value === 'all') delete draft.spec.protocol;
      return true;
    case '-m':
    case '--match':
      draft.matches.push(startMatch(value()));
      return true;
    case '-j':
    case '--jump':
    case '-g':
    case '--goto':
      if (draft.jump !== undefined) throw IptablesFailure.misuse('multiple --jump options not allowed');
      draft.jump = { name: value(), goes: option === '-g' || option === '--goto', options: {} };
      return true;
    default:
      return matchOption(draft, option, words) || targetOption(draft.jump, option, value);
  }
}

function subnetOf(text: string): string {
  const [address = '', mask] = text.split('/');
  if (isIPv6(address)) {
    const subnet = parseSubnet6(text);
    if (parseAddress6(address) === undefined) throw IptablesFailure.misuse(`host/network \`${address}' not found`);
    if (subnet === undefined) throw IptablesFailure.misuse(`invalid mask \`${mask ?? ''}' specified`);
    return formatSubnet6(subnet);
  }
  const parts = address.split('.');
  const full = parts.length < 4 && /^[\d.]+$/.test(address) ? [...parts, '0', '0', '0'].slice(0, 4).join('.') : address;
  const bits = mask?.includes('.') === true ? maskBits(mask) : mask;
  const subnet = parseSubnet(bits === undefined ? full : `${full}/${bits}`);
  if (parseAddress(full) === undefined) throw IptablesFailure.misuse(`host/network \`${address}' not found`);
  if (subnet === undefined) throw IptablesFailure.misuse(`invalid mask \`${mask ?? ''}' specified`);
  return formatSubnet(subnet);
}

const maskBits = (mask: string): number => ((parseAddress(mask) ?? 0) >>> 0).toString(2).replace(/0+$/, '').length;

const NUMBERS: Readonly<Record<string, string>> = { 0: 'all', 1: 'icmp', 6: 'tcp', 17: 'udp', 132: 'sctp' };
const PROTOCOLS = new Set(['all', 'icmp', 'tcp', 'udp', 'sctp', 'dccp', 'udplite', 'esp', 'ah', 'gre']);

function protocolOf(text: string): string {
  const name = NUMBERS[text] ?? text.toLowerCase();
  if (!PROTOCOLS.has(name) && !/^\d+$/.test(name)) {
    throw IptablesFailure.misuse(`unknown protocol "${text}" specified`);
  }
  return name;
}

const PORTED: ReadonlySet<string> = new Set(['tcp', 'udp', 'udplite', 'sctp', 'dccp']);

/**
 * The rules that were written: one for each pair of the addresses.
 *
 * @param chains names of the table's chains
 * @throws {IptablesFailure}
 */
export function finishRules(draft: Draft, chains: ReadonlySet<string>): RuleSpec[] {
  const { spec, matches, jump } = draft;
  const protocol = spec.protocol?.not === true ? undefined : spec.protocol?.value;
  if (matches.some(({ kind }) => kind === 'multiport') && !PORTED.has(protocol ?? '')) {
    throw IptablesFailure.misuse('multiport only works with TCP, UDP, UDPLITE, SCTP and DCCP');
  }
  const target: Target | undefined = jump === undefined ? undefined : finishTarget(jump, chains);
  const hasPort = target !== undefined && 'port' in target && target.kind !== 'REDIRECT' && target.port !== undefined;
  if (hasPort && !PORTED.has(protocol ?? '')) {
    throw IptablesFailure.misuse('Need TCP, UDP, SCTP or DCCP with port specification');
  }
  const common: RuleSpec = {
    ...spec,
    ...(matches.length > 0 && { matches }),
    ...(target !== undefined && { target }),
  };
  const each = <T>(list: readonly T[]): readonly (T | undefined)[] => (list.length === 0 ? [undefined] : list);
  const inAll = ({ value }: Condition<string>): boolean => value !== '0.0.0.0/0' && value !== '::/0';
  return each(draft.sources).flatMap((source) =>
    each(draft.destinations).map((destination) => ({
      ...(source !== undefined && inAll(source) && { source }),
      ...(destination !== undefined && inAll(destination) && { destination }),
      ...common,
    })),
  );
}
