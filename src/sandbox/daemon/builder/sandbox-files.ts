import { decode, encode } from '../../kernel/bytes.ts';
import type { Daemon } from '../daemon.ts';
import type { LiveContainer } from '../container/live.ts';

const HOSTNAME = 'buildkitsandbox';
const WORDS = ['nameserver', 'search', 'options'];

/**
 * /etc/hosts and /etc/resolv.conf of a RUN: whatever its network, the builder writes them itself.
 *
 * @param extraHosts `name:address`
 * @see moby/buildkit executor/oci/hosts.go, resolvconf.go
 */
export function writeSandboxFiles(daemon: Daemon, live: LiveContainer, extraHosts: readonly string[]): void {
  const put = (name: string, text: string) => {
    live.files.truncate([name], 0);
    live.files.write([name], 0, encode(text));
  };
  const extra = extraHosts.map((entry) => {
    const [, name = '', address = ''] = /^([^:]+):(.+)$/.exec(entry) ?? [];
    return `${address === 'host-gateway' ? '172.17.0.1' : address}\t${name}\n`;
  });
  put('hosts', `127.0.0.1\tlocalhost ${HOSTNAME}\n::1\tlocalhost ip6-localhost ip6-loopback\n${extra.join('')}`);
  const { fs } = daemon.process;
  const host = fs.exists('/etc/resolv.conf') ? decode(fs.readFile('/etc/resolv.conf')) : '';
  const lines = host.split('\n').filter((line) => WORDS.includes(line.split(/\s/, 1)[0] ?? ''));
  put('resolv.conf', lines.map((line) => `${line}\n`).join(''));
}
