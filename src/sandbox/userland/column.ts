import { padEnd } from './text/columns.ts';
import { eachInput, plainly } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

export const column: Tool = {
  name: 'column',
  about: 'Lay lines out in columns, or with -t in a table',
  gnu: {
    short: 'c:nts:o:xeRNHdJ',
    long: 'table=t separator:=s output-separator:=o output-width:=c',
    usage: '[options] [<file>...]',
    package: 'util-linux 2.38.1',
  },
  async run(call) {
    const lines: string[] = [];
    await eachInput(call, call.operands, { open: plainly }, async (fd) => {
      for await (const line of call.process.lines(fd)) if (line.trim() !== '') lines.push(line);
    });
    const separator = call.value('s');
    if (call.has('t')) {
      const rows = lines.map((line) => (separator === undefined ? line.trim().split(/\s+/) : line.split(separator)));
      const widths: number[] = [];
      for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
      const glue = call.value('o') ?? '  ';
      for (const row of rows)
        call.print(
          `${row.map((cell, index) => (index === row.length - 1 ? cell : padEnd(cell, widths[index] ?? 0))).join(glue)}\n`,
        );
      return call.status;
    }
    const width = Number(call.value('c') ?? 80);
    const longest = Math.max(0, ...lines.map(({ length }) => length));
    const cell = (Math.floor(longest / 8) + 1) * 8;
    const columns = Math.max(1, Math.floor(width / cell));
    const rows = Math.ceil(lines.length / columns);
    for (let row = 0; row < rows; row++) {
      const cells = lines.filter((_, index) =>
        call.has('x') ? Math.floor(index / columns) === row : index % rows === row,
      );
      call.print(
        `${cells.map((text, index) => (index === cells.length - 1 ? text : text + '\t'.repeat(Math.ceil((cell - text.length) / 8)))).join('')}\n`,
      );
    }
    return call.status;
  },
};
