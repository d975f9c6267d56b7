import { ChainError, type Netfilter, TABLES } from '../../../kernel/net/netfilter/netfilter.ts';
import { type Chain, type RuleSpec, sameRule } from '../../../kernel/net/netfilter/rule.ts';
import { IptablesFailure } from './failure.ts';
import { chainRules, listChain, listRule, rulesOf } from './list.ts';
import type { Command } from './parse-command.ts';
import { finishRules } from './parse-rule.ts';

/** Does what a command asks for. @returns what it prints @throws {IptablesFailure} */
export function execute(netfilter: Netfilter, command: Command): string {
  const { letter, chain = '' } = command;
  if (letter === undefined) throw IptablesFailure.misuse('no command specified');
  try {
    if (letter === 'L' || letter === 'S') return show(netfilter, command);
    if (letter === 'A' || letter === 'I' || letter === 'D' || letter === 'R' || letter === 'C') {
      changeRules(netfilter, command);
    } else changeChains(netfilter, command);
    return '';
  } catch (error) {
    if (error instanceof ChainError) throw IptablesFailure.chain(error.kind, chain);
    throw error;
  }
}

function show(netfilter: Netfilter, command: Command): string {
  const { letter, table, chain: name, number, verbose } = command;
  const all = netfilter.chains(table);
  const chains = name === undefined ? all : all.filter((chain) => chain.name === name);
  if (chains.length === 0) throw IptablesFailure.plain('No chain/target/match by that name.');
  if (number !== undefined) {
    return chains
      .map((chain) => {
        const rule = chain.rules[number - 1];
        if (rule === undefined) return '';
        return letter === 'L'
          ? listRule(rule, number, { ...command, kind: netfilter.kind })
          : (chainRules(chain, verbose)[number - 1] ?? '');
      })
      .join('');
  }
  if (letter === 'S') return rulesOf(chains, verbose);
  return chains.map((chain) => listChain(netfilter, table, chain, command)).join('\n');
}

const BEFORE_ROUTING = ['PREROUTING', 'INPUT'];
const LEAVING = ['OUTPUT', 'POSTROUTING'];

/** What a built-in chain can't have. */
function checkPlace({ letter, table, chain = '' }: Command, { in: from, out, target, protocol }: RuleSpec): void {
  if (from !== undefined && LEAVING.includes(chain)) {
    throw IptablesFailure.misuse(`Can't use --in-interface with ${chain}`);
  }
  if (out !== undefined && BEFORE_ROUTING.includes(chain)) {
    throw IptablesFailure.misuse(`Can't use --out-interface with ${chain}`);
  }
  const isBuiltIn = (TABLES[table] as readonly string[]).includes(chain);
  const fits = (() => {
    switch (target?.kind) {
      case 'MASQUERADE':
        return table === 'nat' && (!isBuiltIn || chain === 'POSTROUTING');
      case 'SNAT':
        return table === 'nat' && (!isBuiltIn || chain === 'POSTROUTING' || chain === 'INPUT');
      case 'DNAT':
      case 'REDIRECT':
        return table === 'nat' && (!isBuiltIn || chain === 'PREROUTING' || chain === 'OUTPUT');
      case 'REJECT':
        return table === 'filter' && (target.reply !== 'tcp-reset' || protocol?.value === 'tcp');
      default:
        return true;
    }
  })();
  if (fits) return;
  const verb = letter === 'I' ? 'INSERT' : letter === 'R' ? 'REPLACE' : 'APPEND';
  throw IptablesFailure.kernel(` RULE_${verb} failed (Invalid argument): rule in chain ${chain}`);
}

function changeRules(netfilter: Netfilter, command: Command): void {
  const { letter, table, chain: name = '', number, draft } = command;
  const names = new Set(netfilter.chains(table).map((chain) => chain.name));
  if (letter === 'D' && number !== undefined) {
    const { rules } = existing(netfilter, command);
    if (number > rules.length) throw IptablesFailure.plain('Index of deletion too big.');
    rules.splice(number - 1, 1);
    return;
  }
  const specs = finishRules(draft, names);
  const { rules } = existing(netfilter, command);
  if (letter === 'C' || letter === 'D') {
    for (const spec of specs) {
      const at = rules.findIndex((rule) => sameRule(rule, spec));
      if (at < 0) throw IptablesFailure.plain('Bad rule (does a matching rule exist in that chain?).');
      if (letter === 'D') rules.splice(at, 1);
    }
    return;
  }
  for (const spec of specs) checkPlace(command, spec);
  if (letter === 'R') {
    if (number === undefined) throw IptablesFailure.misuse('-R requires a rule number');
    if (number > rules.length) throw IptablesFailure.plain('Index of replacement too big.');
    rules.splice(number - 1, 1);
  }
  const start = letter === 'A' ? undefined : (number ?? 1) - 1;
  // Checked first: a list of addresses is inserted whole or not at all.
  if (start !== undefined && start > rules.length) throw new ChainError('index');
  const ordered = start === undefined ? specs : [...specs].reverse();
  for (const spec of ordered) netfilter.insert(table, name, spec, start);
}

const existing = (netfilter: Netfilter, { table, chain = '' }: Command): Chain => netfilter.open(table, chain);

function changeChains(netfilter: Netfilter, command: Command): void {
  const { letter, table, chain: name, extra = '' } = command;
  const chosen = (): Chain[] => {
    if (name !== undefined) return [netfilter.open(table, name)];
    return netfilter.has(table) ? [...netfilter.chains(table)] : [];
  };
  switch (letter) {
    case 'N':
      netfilter.addChain(table, name ?? '');
      break;
    case 'F':
      for (const chain of chosen()) chain.rules = [];
      break;
    case 'Z':
      for (const chain of chosen()) {
        chain.packets = chain.bytes = 0;
        for (const rule of chain.rules) rule.packets = rule.bytes = 0;
      }
      break;
    case 'X':
      deleteChains(netfilter, command);
      break;
    case 'E':
      if (netfilter.chain(table, extra) !== undefined) throw IptablesFailure.plain('File exists.');
      netfilter.renameChain(table, name ?? '', extra);
      break;
    default:
      setPolicy(netfilter, command);
  }
}

function deleteChains(netfilter: Netfilter, { table, chain: name }: Command): void {
  if (name !== undefined) {
    netfilter.deleteChain(table, name);
    return;
  }
  for (const chain of netfilter.chains(table)) {
    if (chain.policy !== undefined) continue;
    try {
      netfilter.deleteChain(table, chain.name);
    } catch (error) {
      if (error instanceof ChainError) throw IptablesFailure.chain(error.kind, chain.name);
      throw error;
    }
  }
}

function setPolicy(netfilter: Netfilter, { table, chain: name = '', extra }: Command): void {
  const isBuiltIn = (TABLES[table] as readonly string[]).includes(name);
  if (!isBuiltIn) throw IptablesFailure.plain('Bad built-in chain name.');
  if (extra !== 'ACCEPT' && extra !== 'DROP') {
    throw IptablesFailure.plain("Bad policy name. Run `dmesg' for more information.");
  }
  if (table === 'nat' && extra === 'DROP') {
    const words = '\nThe "nat" table is not intended for filtering, the use of DROP is therefore inhibited.\n\n';
    throw IptablesFailure.misuse(words);
  }
  netfilter.open(table, name).policy = extra;
}
