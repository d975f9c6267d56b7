/** A condition that may stand behind `!`. */
export interface Condition<T> {
  readonly value: T;
  readonly not?: boolean;
}

/** Ports from..to, both included. */
export type PortRange = readonly [from: number, to: number];

export type AddressType = 'LOCAL' | 'UNICAST' | 'BROADCAST' | 'MULTICAST';
export type ConnectionState = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'UNTRACKED' | 'DNAT' | 'SNAT';

/** `-m …` */
export type Match =
  | {
      readonly kind: 'addrtype';
      readonly source?: Condition<AddressType>;
      readonly destination?: Condition<AddressType>;
    }
  | { readonly kind: 'conntrack' | 'state'; readonly states: Condition<readonly ConnectionState[]> }
  | {
      readonly kind: 'tcp' | 'udp';
      readonly source?: Condition<PortRange>;
      readonly destination?: Condition<PortRange>;
      /** `--syn`: the first packet of a connection. */
      readonly syn?: Condition<true>;
    }
  | {
      readonly kind: 'multiport';
      readonly which: 'source' | 'destination' | 'either';
      readonly ports: Condition<readonly PortRange[]>;
    }
  | { readonly kind: 'icmp'; readonly type: Condition<number> }
  | { readonly kind: 'comment'; readonly text: string };

/** What REJECT answers. */
export type Refusal =
  | 'icmp-port-unreachable'
  | 'icmp-host-unreachable'
  | 'icmp-net-unreachable'
  | 'icmp-proto-unreachable'
  | 'icmp-host-prohibited'
  | 'icmp-net-prohibited'
  | 'icmp-admin-prohibited'
  | 'tcp-reset';

/** `-j …` */
export type Target =
  | { readonly kind: 'ACCEPT' | 'DROP' | 'RETURN' | 'MASQUERADE' }
  | { readonly kind: 'REJECT'; readonly reply: Refusal }
  /** An empty address stays as it is; without a port that stays, too. */
  | { readonly kind: 'DNAT' | 'SNAT'; readonly address: string; readonly port?: number }
  | { readonly kind: 'REDIRECT'; readonly port?: number }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string };

/** Subnets as `10.0.0.0/8`, interfaces with `+` at the end for any that begin so. */
export interface RuleSpec {
  readonly source?: Condition<string>;
  readonly destination?: Condition<string>;
  readonly in?: Condition<string>;
  readonly out?: Condition<string>;
  /** `tcp`, `udp`, `icmp`, or a number. */
  readonly protocol?: Condition<string>;
  readonly matches?: readonly Match[];
  /** Without one the rule only counts. */
  readonly target?: Target;
}

export interface Rule extends RuleSpec {
  packets: number;
  bytes: number;
}

export interface Chain {
  readonly name: string;
  /** Of a built-in chain. */
  policy?: 'ACCEPT' | 'DROP';
  rules: Rule[];
  /** What the policy decided on. */
  packets: number;
  bytes: number;
}

export const sameRule = (a: RuleSpec, b: RuleSpec): boolean => identity(a) === identity(b);

const identity = (rule: RuleSpec): string => {
  const { source, destination, protocol, matches, target } = rule;
  return JSON.stringify([source, destination, rule.in, rule.out, protocol, matches ?? [], target]);
};
