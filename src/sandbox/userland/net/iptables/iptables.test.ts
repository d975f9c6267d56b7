import { expect, test } from 'vitest';
import { Netfilter } from '../../../kernel/net/netfilter/netfilter.ts';
import { execute } from './execute.ts';
import { IptablesFailure } from './failure.ts';
import { parseCommand } from './parse-command.ts';

const words = (line: string): string[] => (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
const run = (netfilter: Netfilter, line: string): string => execute(netfilter, parseCommand(words(line)));

/** What was typed, and how iptables 1.8.13 prints it; recorded. */
const RULES: readonly (readonly [typed: string, printed: string])[] = [
  ['-s 1.2.3.4 -p icmp -j REJECT', '-s 1.2.3.4/32 -p icmp -j REJECT --reject-with icmp-port-unreachable'],
  ['-p tcp -m multiport --dports 80,443 -j ACCEPT', '-p tcp -m multiport --dports 80,443 -j ACCEPT'],
  ['-p icmp --icmp-type echo-request -j ACCEPT', '-p icmp -m icmp --icmp-type 8 -j ACCEPT'],
  [
    '-i eth0 -p tcp --syn -m comment --comment "hello you" -j RETURN',
    '-i eth0 -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -m comment --comment "hello you" -j RETURN',
  ],
  [
    '! -s 10.0.0.0/8 -d 9.9.9.0/24 -p udp --sport 1:100 --dport 5: -j REJECT --reject-with icmp-host-prohibited',
    '! -s 10.0.0.0/8 -d 9.9.9.0/24 -p udp -m udp --sport 1:100 --dport 5:65535 -j REJECT --reject-with icmp-host-prohibited',
  ],
  ['! -d 1.2.0.0/255.255.0.0 ! -i eth+ -o veth+', '! -d 1.2.0.0/16 ! -i eth+ -o veth+'],
  ['-m state --state ESTABLISHED,NEW', '-m state --state NEW,ESTABLISHED'],
];

test.each(RULES)('-A FORWARD %s', (typed, printed) => {
  const netfilter = new Netfilter();
  run(netfilter, `-A FORWARD ${typed}`);
  expect(run(netfilter, '-S FORWARD').split('\n')[1]).toBe(`-A FORWARD ${printed}`);
  run(netfilter, `-C FORWARD ${printed}`);
  run(netfilter, `-D FORWARD ${typed}`);
  expect(netfilter.chain('filter', 'FORWARD')?.rules).toEqual([]);
});

/** Exit codes and words; recorded. */
const REFUSALS: readonly (readonly [typed: string, status: number, words: RegExp])[] = [
  ['-A NOSUCH -j DROP', 1, /^iptables: No chain\/target\/match by that name\.$/],
  ['-A INPUT -j NOSUCH', 2, /Chain 'NOSUCH' does not exist/],
  ['-A INPUT --dport 80', 2, /unknown option "--dport"/],
  ['-A INPUT -p tcp --dport abc', 2, /invalid port\/service `abc' specified/],
  ['-t nat -A INPUT -j MASQUERADE', 4, / RULE_APPEND failed \(Invalid argument\): rule in chain INPUT$/],
  ['-t nosuch -L', 3, /table 'nosuch' does not exist/],
  ['-I INPUT 9 -j DROP', 1, /Index of insertion too big/],
  ['-P INPUT FOO', 1, /Bad policy name/],
  ['-A OUTPUT -i eth0', 2, /Can't use --in-interface with OUTPUT/],
  ['-A INPUT -m limit --limit 1\/s', 1, /^drydock: not simulated: iptables -m limit$/],
];

test.each(REFUSALS)('%s is refused with %i', (typed, status, expected) => {
  const netfilter = new Netfilter();
  let failure: unknown;
  try {
    run(netfilter, typed);
  } catch (error) {
    failure = error;
  }
  expect(failure).toBeInstanceOf(IptablesFailure);
  expect((failure as IptablesFailure).status).toBe(status);
  expect((failure as IptablesFailure).message.split('\n')[0]).toMatch(expected);
  expect(netfilter.chains('filter').flatMap(({ rules }) => rules)).toEqual([]);
});

test('a chain in use is kept; renamed, its rules follow', () => {
  const netfilter = new Netfilter();
  for (const line of ['-N one', '-A one -j DROP', '-A INPUT -j one']) run(netfilter, line);
  expect(() => run(netfilter, '-X one')).toThrow('CHAIN_DEL failed (Device or resource busy): chain one');
  run(netfilter, '-E one two');
  expect(run(netfilter, '-S')).toContain('-A INPUT -j two\n-A two -j DROP\n');
});
