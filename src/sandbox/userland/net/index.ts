import { lazily } from '../tool/lazy.ts';
import { unsimulated } from '../not-simulated.ts';
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
    name: 'ping6',
    about: 'Send ICMP ECHO_REQUESTs to HOST by IPv6',
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
      details:
        "\n\t--spider\tOnly check URL existence: $? is 0 if exists\n\t--header STR\tAdd STR (of form 'header: value') to headers\n\t--post-data STR\tSend STR using POST method\n\t--post-file FILE\tSend FILE using POST method\n\t--no-check-certificate\tDon't validate the server's certificate\n\t-c\t\tContinue retrieval of aborted transfer\n\t-q\t\tQuiet\n\t-P DIR\t\tSave to DIR (default .)\n\t-S    \t\tShow server response\n\t-T SEC\t\tNetwork read timeout is SEC seconds\n\t-O FILE\t\tSave to FILE ('-' for stdout)\n\t-o LOGFILE\tLog messages to FILE\n\t-U STR\t\tUse STR for User-Agent header\n\t-Y on/off\tUse proxy\n",
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
    gnu: { raw: true, usage: '[name] [server]', package: 'bind9 9.18' },
    busybox: { raw: true, usage: '[-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]' },
    run: lazily(async () => (await import('./nslookup.ts')).runNslookup),
  },
  {
    name: 'dig',
    about: 'Ask a name server',
    gnu: { raw: true },
    run: lazily(async () => (await import('./dig.ts')).runDig),
  },
  {
    name: 'ss',
    about: 'Show sockets',
    gnu: {
      short: 'tulnpaxsHe46',
      long: 'tcp=t udp=u listening=l numeric=n processes=p all=a',
      usage: '[ OPTIONS ]',
      package: 'iproute2-6.1.0',
    },
    run: lazily(async () => (await import('./sockets.ts')).runSs),
  },
  {
    name: 'netstat',
    about: 'Display networking information',
    gnu: {
      short: 'tulnparW',
      long: 'tcp=t udp=u listening=l numeric=n programs=p all=a route=r',
      usage: '[options]',
      package: 'net-tools 2.10',
    },
    busybox: {
      short: 'raltuwxen',
      usage: '[-ral] [-tuwx] [-en]',
      details:
        "\n\t-r\tRouting table\n\t-a\tAll sockets\n\t-l\tListening sockets\n\t\tElse: connected sockets\n\t-t\tTCP sockets\n\t-u\tUDP sockets\n\t-w\tRaw sockets\n\t-x\tUnix sockets\n\t\tElse: all socket types\n\t-e\tOther/more information\n\t-n\tDon't resolve names\n",
    },
    run: lazily(async () => (await import('./sockets.ts')).runNetstat),
  },
  {
    name: 'route',
    about: 'Show the routing table',
    busybox: { short: 'neA:', usage: '[-ne] [-A inet[6]] [{add|del} TARGET]' },
    run: lazily(async () => (await import('./sockets.ts')).runRoute),
  },
  {
    name: 'ifconfig',
    about: 'Configure a network interface',
    busybox: { short: 'a', usage: '[-a] [INTERFACE]' },
    run: lazily(async () => (await import('./ifconfig.ts')).runIfconfig),
  },
  {
    name: 'iptables',
    about: 'Show and change the rules of netfilter',
    gnu: { raw: true },
    run: lazily(async () => (await import('./iptables/iptables.ts')).runIptables),
  },
  {
    name: 'iptables-save',
    about: 'Print all rules of netfilter',
    gnu: { raw: true },
    run: lazily(async () => (await import('./iptables/save.ts')).runSave),
  },
  {
    name: 'iptables-restore',
    about: 'Take over printed rules of netfilter',
    gnu: { raw: true },
    run: lazily(async () => (await import('./iptables/save.ts')).runRestore),
  },
  {
    name: 'ip6tables',
    about: 'Show and change the rules of netfilter for IPv6',
    gnu: { raw: true },
    run: lazily(async () => (await import('./iptables/iptables.ts')).runIptables),
  },
  {
    name: 'ip6tables-save',
    about: 'Print all rules of netfilter for IPv6',
    gnu: { raw: true },
    run: lazily(async () => (await import('./iptables/save.ts')).runSave),
  },
  {
    name: 'ip6tables-restore',
    about: 'Take over printed rules of netfilter for IPv6',
    gnu: { raw: true },
    run: lazily(async () => (await import('./iptables/save.ts')).runRestore),
  },
  unsimulated('nft', 'Show and change the rules of nftables', 'iptables is'),
  unsimulated('conntrack', 'Show tracked connections', ''),
  unsimulated('tcpdump', 'Show packets', 'ip -s link and iptables -nvL count them'),
  {
    name: 'nc',
    about: 'Open a pipe to IP:PORT or FILE',
    gnu: {
      short: 'lp:w:vzukn46i:',
      usage: '[-46lnuvz] [-p port] [-w timeout] [destination] [port]',
      package: 'netcat-openbsd 1.219',
    },
    busybox: {
      short: 'lp:w:i:f:e:',
      usage: '[-iN] [-wN] [-l] [-p PORT] [-f FILE|IPADDR PORT] [-e PROG]',
      details:
        '\n\t-l\tListen mode, for inbound connects\n\t\t(use -ll with -e for persistent server)\n\t-p PORT\tLocal port\n\t-w SEC\tConnect timeout\n\t-i SEC\tDelay interval for lines sent\n\t-f FILE\tUse file (ala /dev/ttyS0) instead of network\n\t-e PROG\tRun PROG after connect\n',
    },
    run: lazily(async () => (await import('./nc.ts')).runNc),
  },
  {
    name: 'arp',
    about: 'Show the neighbour table',
    gnu: { short: 'anevi:dsfH:', usage: '[-vn] [-i <if>] [-a] [<hostname>]', package: 'net-tools 2.10' },
    busybox: { short: 'anevi:dsfH:A:', usage: '[-vn] [-H HWTYPE] [-i IF] [-a] [HOSTNAME]' },
    run: lazily(async () => (await import('./arp.ts')).runArp),
  },
  {
    name: 'telnet',
    about: 'Connect to telnet server',
    gnu: { short: '', usage: '[host [port]]', package: 'inetutils 2.4' },
    busybox: { short: 'al:', usage: '[-a] [-l USER] HOST [PORT]' },
    run: lazily(async () => (await import('./telnet.ts')).runTelnet),
  },
  {
    name: 'traceroute',
    about: 'Trace the route to HOST',
    gnu: {
      short: 'nIm:q:w:4',
      usage: '[ -nI ] [ -m max_ttl ] [ -q nqueries ] [ -w wait ] host',
      package: 'traceroute 2.1',
    },
    busybox: { short: 'nIlm:q:w:4v', usage: '[-46nIl] [-m MAXTTL] [-q PROBES] [-w WAIT] HOST [BYTES]' },
    run: lazily(async () => (await import('./traceroute.ts')).runTraceroute),
  },
  {
    name: 'host',
    about: 'Ask a name server',
    gnu: { short: 't:4', usage: '[-t type] hostname [server]', package: 'bind9 9.18' },
    run: lazily(async () => (await import('./host.ts')).runHost),
  },
  {
    name: 'bridge',
    about: 'Show bridges and what is behind their ports',
    gnu: { raw: true },
    run: lazily(async () => (await import('./bridge.ts')).runBridge),
  },
  {
    name: 'brctl',
    about: 'Show bridges',
    gnu: { raw: true },
    run: lazily(async () => (await import('./bridge.ts')).runBrctl),
  },
  {
    name: 'httpd',
    about: 'Listen for incoming HTTP requests',
    busybox: { short: 'ifvp:M:K:u:r:h:c:m:e:d:', usage: '[-ifv[v]] [-c CONFFILE] [-p [IP:]PORT] [-h HOME]' },
    run: lazily(async () => (await import('./httpd.ts')).runHttpd),
  },
];
