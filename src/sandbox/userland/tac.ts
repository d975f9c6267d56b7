import { decode } from '../kernel/bytes.ts';
import type { Errno } from '../kernel/errno.ts';
import { eachInput } from './tool/input.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';

export const tac: Tool = {
  name: 'tac',
  about: 'Print files with their lines in reverse',
  gnu: { short: 'brs:', long: 'before=b regex=r separator:=s', usage: '[OPTION]... [FILE]...' },
  busybox: { usage: '[FILE]...' },
  async run(call) {
    const open = (path: string, { message }: Errno) =>
      call.gnu ? `failed to open ${quoteName(path)} for reading: ${message}` : `${path}: ${message}`;
    await eachInput(
      call,
      call.operands,
      { open, read: (path, { message }) => `${path}: read error: ${message}` },
      async (fd) => {
        const parts = decode(await call.process.readAll(fd)).split(/(?<=\n)/);
        call.print(parts.reverse().join(''));
      },
    );
  },
};
