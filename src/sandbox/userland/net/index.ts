import { lazily } from '../tool/lazy.ts';
import type { Tool } from '../tool/tool.ts';

/** Programs that speak with the network; their code comes when they are first called. */
export const netTools: readonly Tool[] = [
  {
    name: 'curl',
    about: 'Transfer a URL',
    gnu: { raw: true },
    run: lazily(async () => (await import('./curl/curl.ts')).runCurl),
  },
  {
    name: 'ping',
    about: 'Send ICMP ECHO_REQUESTs to HOST',
    gnu: { short: 'c:w:W:i:s:qnt:I:46A', usage: '[options] <destination>', failure: 2, package: 'iputils 20221126' },
    busybox: { short: 'c:w:W:i:s:qt:I:p:46A', usage: '[OPTIONS] HOST' },
    run: lazily(async () => (await import('./ping.ts')).runPing),
  },
  {
    name: 'wget',
    about: 'Retrieve files via HTTP or FTP',
    gnu: {
      short: 'qO:ST:U:P:Y:ci:t:nvd',
      long: 'quiet=q output-document:=O server-response=S timeout:=T user-agent:=U directory-prefix:=P spider header: post-data: post-file: no-check-certificate tries:=t no-verbose continue=c',
      usage: '[OPTION]... [URL]...',
      package: 'GNU Wget 1.21.3',
    },
    busybox: {
      short: 'cqSO:o:P:U:T:Y:',
      long: 'spider header: post-data: post-file: no-check-certificate quiet=q output-document:=O timeout:=T user-agent:=U server-response=S',
      usage:
        '[-cqS] [--spider] [-O FILE] [-o LOGFILE] [--header STR]\n\t[--post-data STR | --post-file FILE] [-Y on/off]\n\t[--no-check-certificate] [-P DIR] [-U AGENT] [-T SEC] URL...',
    },
    run: lazily(async () => (await import('./wget/wget.ts')).runWget),
  },
  {
    name: 'ip',
    about: 'Show and change links, addresses and routes',
    gnu: { raw: true },
    busybox: {
      raw: true,
      usage:
        '[OPTIONS] address|route|link|tunnel|neigh|rule [ARGS]\n\nOPTIONS := -f[amily] inet|inet6|link | -o[neline]',
    },
    run: lazily(async () => (await import('./ip/ip.ts')).runIp),
  },
  {
    name: 'nslookup',
    about: 'Query DNS about HOST',
    gnu: { short: 'd', usage: '[name] [server]', package: 'bind9 9.18' },
    busybox: { usage: '[-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]' },
    run: lazily(async () => (await import('./nslookup.ts')).runNslookup),
  },
];
