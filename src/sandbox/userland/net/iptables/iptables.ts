import type { Process } from '../../../kernel/process.ts';
import type { Netfilter } from '../../../kernel/net/netfilter/netfilter.ts';
import type { Call } from '../../tool/call.ts';
import { calledAs } from '../../tool/tool.ts';
import { execute } from './execute.ts';
import { IptablesFailure, VERSION } from './failure.ts';
import { parseCommand } from './parse-command.ts';

const HELP = `iptables ${VERSION}

Usage: iptables -[ACD] chain rule-specification [options]
       iptables -I chain [rulenum] rule-specification [options]
       iptables -R chain rulenum rule-specification [options]
       iptables -D chain rulenum [options]
       iptables -[LS] [chain [rulenum]] [options]
       iptables -[FZ] [chain] [options]
       iptables -[NX] chain
       iptables -E old-chain-name new-chain-name
       iptables -P chain target [options]
       iptables -h (print this help information)
`;

/** Rules of the process's network namespace are root's. @throws {IptablesFailure} */
export function checkRoot(process: Process): void {
  if (process.has('CAP_NET_ADMIN')) return;
  throw IptablesFailure.kernel('Could not fetch rule set generation id: Permission denied (you must be root)');
}

/** The rules that a program is about: those of IPv6 when it is called ip6tables, ip6tables-save… */
export function netfilterOf(process: Process): Netfilter {
  const { netfilter, netfilter6 } = process.namespaces.net;
  return calledAs(process).startsWith('ip6') ? netfilter6 : netfilter;
}

/** Runs what may end with an {@link IptablesFailure}. */
export async function orFail(call: Call, run: () => void): Promise<number> {
  try {
    run();
    return 0;
  } catch (error) {
    if (!(error instanceof IptablesFailure)) throw error;
    await call.flush();
    await call.process.err(error.message);
    return error.status;
  }
}

/** iptables-nft(8). */
export function runIptables(call: Call): Promise<number> {
  const { process } = call;
  return orFail(call, () => {
    const command = parseCommand(call.operands);
    if (command.asks !== undefined) {
      call.print(command.asks === 'help' ? HELP : `iptables ${VERSION}\n`);
      return;
    }
    if (command.letter !== undefined) checkRoot(process);
    call.print(execute(netfilterOf(process), command));
  });
}
