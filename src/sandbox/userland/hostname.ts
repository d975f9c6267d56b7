import { decode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

export const hostname: Tool = {
  name: 'hostname',
  about: 'Show or set the host name',
  gnu: {
    short: 'aAdfFiIsyb',
    long: 'alias=a all-fqdns=A domain=d fqdn=f long=f ip-address=i all-ip-addresses=I short=s yp=y nis=y',
    usage: '[-b] {hostname|-F file}\n[-a|-A|-d|-f|-i|-I|-s|-y]',
    package: 'hostname',
  },
  busybox: { short: 'sidfF:', usage: '[-sidf] [HOSTNAME | -F FILE]' },
  async run(call) {
    const { process } = call;
    const { uts } = process.namespaces;
    const file = call.gnu ? undefined : call.value('F');
    const name = file === undefined ? call.operands[0] : decode(process.fs.readFile(file)).trim();
    if (name !== undefined) {
      if (!process.hasOver('uts', 'CAP_SYS_ADMIN')) {
        return call.die(call.gnu ? 'you must be root to change the host name' : 'sethostname: Operation not permitted');
      }
      uts.hostname = name;
      return 0;
    }
    const host = uts.hostname;
    if (call.has('s')) call.print(`${host.split('.')[0] ?? ''}\n`);
    else if (call.has('I')) call.print(`${addresses(call).join(' ')} \n`);
    else if (call.has('i') || call.has('f') || call.has('d')) {
      const found = inHosts(call, host);
      if (found === undefined && !call.has('d')) {
        return call.die(call.gnu ? 'Name or service not known' : `${host}: Unknown host`);
      }
      const full = found?.names[0] ?? host;
      if (call.has('i')) call.print(`${found?.addresses.join(' ') ?? ''}\n`);
      else if (call.has('f')) call.print(`${full}\n`);
      else call.print(`${full.split('.').slice(1).join('.')}\n`);
    } else call.print(`${host}\n`);
    return 0;
  },
};

/** What /etc/hosts says of a name. */
function inHosts({ process }: Call, name: string): { addresses: string[]; names: string[] } | undefined {
  const lines = hostsLines(process.fs.exists('/etc/hosts') ? decode(process.fs.readFile('/etc/hosts')) : '');
  const matches = lines.filter(({ names }) => names.includes(name));
  const [first] = matches;
  return first && { addresses: matches.map(({ address }) => address), names: first.names };
}

const hostsLines = (text: string): { address: string; names: string[] }[] =>
  text.split('\n').flatMap((line) => {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return address === undefined || address === '' ? [] : [{ address, names }];
  });

function addresses(call: Call): string[] {
  try {
    return inHosts(call, call.process.namespaces.uts.hostname)?.addresses ?? [];
  } catch (error) {
    if (error instanceof Errno) return [];
    throw error;
  }
}
