import type { Link } from '../../kernel/net/link.ts';
import type { Call } from '../tool/call.ts';
import { byIndex, flagsOf, linkName } from './ip/show.ts';

const USAGE = `Usage: bridge [ OPTIONS ] OBJECT { COMMAND | help }
where  OBJECT := { link | fdb | vlan }
`;

/** bridge of iproute2, for looking: ports of bridges and the MAC addresses behind them. */
export async function runBridge(call: Call): Promise<number> {
  const { process } = call;
  const words = call.operands.filter((word) => word !== '-d' && word !== '-s');
  const [object, verb = 'show', ...args] = words;
  const flag = words.find((word) => word.startsWith('-'));
  if (flag === '-V' || flag === '-Version') {
    call.print('bridge utility, 7.3.0\n');
    return 0;
  }
  if (object === undefined) {
    await process.err(USAGE);
    return 255;
  }
  const full = ['link', 'fdb', 'vlan', 'mdb', 'monitor'].find((name) => name.startsWith(object));
  if (full === undefined && flag === undefined) {
    await process.err(`Object "${object}" is unknown, try "bridge help".\n`);
    return 255;
  }
  const isShow = ['show', 'list', 'lst'].some((name) => name.startsWith(verb));
  if (flag !== undefined || !isShow || full === 'mdb' || full === 'monitor') {
    await process.err(`drydock: not simulated: bridge ${call.operands.join(' ')}\n`);
    return 1;
  }
  const links = byIndex(process.namespaces.net);
  const named = (word: string): string | undefined => (args.includes(word) ? args[args.indexOf(word) + 1] : undefined);
  const [device, bridge] = [named('dev'), named('br')];
  const missing = [device, bridge].find((name) => name !== undefined && !process.namespaces.net.links.has(name));
  if (missing !== undefined) {
    await process.err(`Cannot find device "${missing}"\n`);
    return 1;
  }
  const chosen = links.filter(
    (link) =>
      (device === undefined || link.name === device) &&
      (bridge === undefined || link.name === bridge || link.bridge?.name === bridge),
  );
  if (full === 'vlan') call.print('port              vlan-id  \n');
  else if (full === 'link') for (const link of chosen) call.print(portLine(call, link));
  else for (const link of chosen) call.print(fdbLines(link));
  return 0;
}

function portLine(call: Call, link: Link): string {
  if (link.bridge === undefined) return '';
  const state = link.running && link.bridge.up ? 'forwarding' : 'disabled';
  return `${link.index}: ${linkName(link)}: <${flagsOf(call, link)}> mtu ${link.mtu} master ${link.bridge.name} state ${state} priority 32 cost 2 \n`;
}

const MULTICAST = '01:00:5e:00:00:01';

/** Its own addresses are permanent; what is behind a port was learnt. */
function fdbLines(link: Link): string {
  const multicast = `${MULTICAST} dev ${link.name} self permanent\n`;
  if (link.kind === 'bridge') {
    return `${multicast}${link.mac} dev ${link.name} master ${link.name} permanent\n`;
  }
  if (link.kind === 'loopback') return '';
  if (link.bridge === undefined) return multicast;
  const learnt = link.peer?.up === true ? `${link.peer.mac} dev ${link.name} master ${link.bridge.name} \n` : '';
  return `${learnt}${link.mac} dev ${link.name} master ${link.bridge.name} permanent\n${multicast}`;
}

/** brctl of bridge-utils, for looking and for bridges by hand. */
export async function runBrctl(call: Call): Promise<number> {
  const { process } = call;
  const { net } = process.namespaces;
  const [verb, name = '', port = ''] = call.operands;
  if (verb === 'show') {
    call.print('bridge name\tbridge id\t\tSTP enabled\tinterfaces\n');
    for (const bridge of byIndex(net)) {
      if (bridge.kind !== 'bridge' || (name !== '' && bridge.name !== name)) continue;
      const id = `8000.${bridge.mac.replaceAll(':', '')}`;
      const [first = '', ...rest] = bridge.ports.map((each) => each.name);
      call.print(`${bridge.name}\t\t${id}\tno\t\t${first}\n${rest.map((each) => `\t\t\t\t\t\t\t${each}\n`).join('')}`);
    }
    return 0;
  }
  if (verb === 'addbr' || verb === 'delbr' || verb === 'addif' || verb === 'delif') {
    const argv = {
      addbr: ['link', 'add', name, 'type', 'bridge'],
      delbr: ['link', 'del', name],
      addif: ['link', 'set', port, 'master', name],
      delif: ['link', 'set', port, 'nomaster'],
    }[verb];
    await process.err(`drydock: not simulated: brctl ${verb} (ip ${argv.join(' ')} does it)\n`);
    return 1;
  }
  await process.err('Usage: brctl [commands]\ncommands:\n\tshow      \t[ <bridge> ]\t\tshow a list of bridges\n');
  return 1;
}
