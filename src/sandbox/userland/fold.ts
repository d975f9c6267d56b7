import { eachInput, lineBatches, plainly } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

export const fold: Tool = {
  name: 'fold',
  about: 'Break lines that are too long',
  gnu: { short: 'bsw:0123456789', long: 'bytes=b spaces=s width:=w', usage: '[OPTION]... [FILE]...' },
  busybox: { short: 'bsw:', usage: '[-bs] [-w WIDTH] [FILE]...' },
  rewrite: (args) => args.map((arg) => arg.replace(/^-(\d+)$/, '-w$1')),
  async run(call) {
    const width = Number(call.value('w') ?? 80);
    await eachInput(call, call.operands, { open: plainly }, async (fd) => {
      for await (const batch of lineBatches(call.process, fd)) {
        for (const { text, ended } of batch) {
          let rest = text;
          while (rest.length > width) {
            const blank = call.has('s') ? rest.slice(0, width).search(/\s\S*$/) + 1 : 0;
            const cut = blank > 0 ? blank : width;
            call.print(`${rest.slice(0, cut)}\n`);
            rest = rest.slice(cut);
          }
          call.print(rest + (ended ? '\n' : ''));
        }
        await call.flush();
      }
    });
  },
};
