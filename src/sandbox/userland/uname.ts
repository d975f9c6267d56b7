import type { Tool } from './tool/tool.ts';
import { KERNEL } from '../kernel/proc/machine.ts';

const ORDER = 'snrvmpio';

export const uname: Tool = {
  name: 'uname',
  about: 'Print what system this is',
  gnu: {
    short: 'asnrvmpio',
    long: 'all=a kernel-name=s nodename=n kernel-release=r kernel-version=v machine=m processor=p hardware-platform=i operating-system=o',
    usage: '[OPTION]...',
  },
  busybox: { short: 'amnrspvio', usage: '[-amnrspvio]' },
  async run(call) {
    const [operand] = call.operands;
    if (operand !== undefined) return call.extraOperand(operand);
    const parts: Readonly<Record<string, string>> = {
      s: 'Linux',
      n: call.process.namespaces.uts.hostname,
      r: KERNEL.release,
      v: KERNEL.version,
      m: call.process.namespaces.uts.machine ?? KERNEL.machine,
      p: 'unknown',
      i: 'unknown',
      o: 'GNU/Linux',
    };
    const all = call.has('a');
    const asked = [...ORDER].filter((key) => (all ? key !== 'p' && key !== 'i' : call.has(key)));
    call.print(`${(asked.length === 0 ? ['s'] : asked).map((key) => parts[key]).join(' ')}\n`);
    return 0;
  },
};
