import { Errno } from '../kernel/errno.ts';
import type { Tool } from './tool/tool.ts';

export const tee: Tool = {
  name: 'tee',
  about: 'Copy standard input to files and to standard output',
  gnu: { short: 'aip', long: 'append=a ignore-interrupts=i output-error::', usage: '[OPTION]... [FILE]...' },
  busybox: { short: 'ai', usage: '[-ai] [FILE]...' },
  async run(call) {
    const { process } = call;
    if (call.has('i')) process.onSignal('INT', 'ignore');
    const targets: number[] = [1];
    for (const path of call.operands) {
      try {
        const file = process.open(path, { write: true, create: true, append: call.has('a'), truncate: !call.has('a') });
        const fd = process.freeDescriptor();
        process.setFile(fd, file);
        targets.push(fd);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await call.complain(`${path}: ${error.message}`);
      }
    }
    for await (const chunk of process.chunks()) for (const fd of targets) await process.write(fd, chunk);
    return call.status;
  },
};
