import { findDns } from '../../kernel/net/connect.ts';
import type { DnsAnswer, DnsQuestion } from '../../kernel/net/dns.ts';
import { resolverOf } from '../../kernel/net/resolve-name.ts';
import type { Daemon } from '../daemon.ts';

/** What the host's name servers say; undefined when none answers. */
export async function askHost(daemon: Daemon, question: DnsQuestion): Promise<DnsAnswer | undefined> {
  for (const server of resolverOf(daemon.process).servers) {
    const dns = findDns(daemon.process, server)?.dns;
    if (dns !== undefined) return dns(question);
  }
  return undefined;
}
