import type { Errno } from '../kernel/errno.ts';
import { eachInput, lineBatches } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

export const rev: Tool = {
  name: 'rev',
  about: 'Print lines with their characters in reverse',
  gnu: { short: 'Vh', usage: '[options] [file ...]', package: 'util-linux 2.38.1' },
  busybox: { usage: '[FILE]...' },
  async run(call) {
    const open = (path: string, { message }: Errno) =>
      call.gnu ? `cannot open ${path}: ${message}` : `${path}: ${message}`;
    await eachInput(call, call.operands, { open }, async (fd) => {
      for await (const batch of lineBatches(call.process, fd)) {
        for (const { text, ended } of batch) call.print([...text].reverse().join('') + (ended ? '\n' : ''));
        await call.flush();
      }
    });
  },
};
