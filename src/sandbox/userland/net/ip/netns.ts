import { setNamespaces } from '../../../kernel/unshare.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { Call } from '../../tool/call.ts';
import { runProgram } from '../../tool/run-program.ts';
import { IpFailure } from './change.ts';

const DIRECTORY = '/var/run/netns';

/** `ip netns list|add|del|exec` */
export async function runNetns(call: Call, [verb = 'list', name = '', ...argv]: readonly string[]): Promise<number> {
  const { process } = call;
  const { network } = process.kernel;
  switch (verb) {
    case 'list':
    case 'ls':
    case 'show':
      call.print(
        [...network.named.keys()]
          .reverse()
          .map((key) => `${key}\n`)
          .join(''),
      );
      return 0;
    case 'add':
      if (name === '') throw new IpFailure('No netns name specified', 1);
      if (!process.has('CAP_SYS_ADMIN')) {
        throw new IpFailure('mount --make-shared /run/netns failed: Operation not permitted', 1);
      }
      if (network.named.has(name))
        throw new IpFailure(`Cannot create namespace file "/run/netns/${name}": File exists`, 1);
      network.named.set(name, network.createNamespace(process.kernel.nextInode()));
      process.fs.mkdir(DIRECTORY, { recursive: true, mode: 0o755 });
      process.fs.writeFile(`${DIRECTORY}/${name}`, new Uint8Array());
      return 0;
    case 'del':
    case 'delete': {
      const found = network.named.get(name);
      if (found === undefined)
        throw new IpFailure(`Cannot remove namespace file "/run/netns/${name}": No such file or directory`, 1);
      if (!process.has('CAP_SYS_ADMIN'))
        throw new IpFailure(`Cannot remove namespace file "/run/netns/${name}": Operation not permitted`, 1);
      network.named.delete(name);
      const used = [...process.kernel.processes.values()].some(({ namespaces }) => namespaces.net === found);
      if (!used) network.deleteNamespace(found);
      if (process.fs.exists(`${DIRECTORY}/${name}`)) process.fs.unlink(`${DIRECTORY}/${name}`);
      return 0;
    }
    case 'exec': {
      const found = network.named.get(name);
      if (found === undefined)
        throw new IpFailure(`Cannot open network namespace "${name}": No such file or directory`, 1);
      try {
        setNamespaces(process, { net: found });
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        throw new IpFailure(`setting the network namespace "${name}" failed: ${error.message}`, 1);
      }
      const [command = ''] = argv;
      if (command === '') throw new IpFailure('No command specified', 1);
      return runProgram(call, argv, { words: (error) => `exec of "${command}" failed: ${error.message}` });
    }
    case 'identify':
    case 'pids':
    case 'monitor':
    case 'attach':
    case 'set':
      throw new IpFailure(`drydock: not simulated: ip netns ${verb}`, 1);
    default:
      throw new IpFailure(`Command "${verb}" is unknown, try "ip netns help".`, 255);
  }
}
