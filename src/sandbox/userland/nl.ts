import { eachInput, lineBatches, plainly } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

export const nl: Tool = {
  name: 'nl',
  about: 'Print lines with their numbers',
  gnu: {
    short: 'b:d:f:h:i:l:n:ps:v:w:',
    long: 'body-numbering:=b line-increment:=i number-format:=n number-separator:=s starting-line-number:=v number-width:=w header-numbering:=h footer-numbering:=f',
    usage: '[OPTION]... [FILE]...',
  },
  busybox: { short: 'b:i:n:s:v:w:', usage: '[OPTIONS] [FILE]...' },
  async run(call) {
    const style = call.value('b') ?? 't';
    const width = Number(call.value('w') ?? 6);
    const separator = call.value('s') ?? '\t';
    const format = call.value('n') ?? 'rn';
    let number = Number(call.value('v') ?? 1);
    const show = (value: number) =>
      format === 'ln' ? String(value).padEnd(width) : String(value).padStart(width, format === 'rz' ? '0' : ' ');
    await eachInput(call, call.operands, { open: plainly }, async (fd) => {
      for await (const batch of lineBatches(call.process, fd)) {
        for (const { text } of batch) {
          const counts = style === 'a' || (style === 't' && text !== '');
          call.print(
            counts ? `${show(number)}${separator}${text}\n` : `${' '.repeat(width + separator.length)}${text}\n`,
          );
          if (counts) number += Number(call.value('i') ?? 1);
        }
        await call.flush();
      }
    });
  },
};
