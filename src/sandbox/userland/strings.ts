import { eachInput, plainly } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

export const strings: Tool = {
  name: 'strings',
  about: 'Print the texts in binary files',
  gnu: {
    short: 'an:t:f',
    long: 'all=a bytes:=n radix:=t print-file-name=f',
    usage: '[option(s)] [file(s)]',
    package: 'GNU Binutils for Debian) 2.40',
  },
  busybox: { short: 'afn:t:o', usage: '[-fo] [-t o|d|x] [-n LEN] [FILE]...' },
  async run(call) {
    const least = Number(call.value('n') ?? 4);
    await eachInput(call, call.operands, { open: plainly }, async (fd, path) => {
      let text = '';
      let start = 0;
      let offset = 0;
      const put = () => {
        const radix = { d: 10, o: 8, x: 16 }[call.value('t') ?? ''];
        const place = radix === undefined ? '' : `${start.toString(radix).padStart(7)} `;
        if (text.length >= least) call.print(`${call.has('f') ? `${path}: ` : ''}${place}${text}\n`);
        text = '';
      };
      for await (const chunk of call.process.chunks(fd)) {
        for (const byte of chunk) {
          if (byte === 9 || (byte >= 32 && byte < 127)) {
            if (text === '') start = offset;
            text += String.fromCharCode(byte);
          } else put();
          offset++;
        }
        await call.drain();
      }
      put();
    });
  },
};
