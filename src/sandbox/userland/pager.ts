import { decode } from '../kernel/bytes.ts';
import { RAW } from '../kernel/termios.ts';
import { terminalOf } from './text/screen.ts';
import type { Call } from './tool/call.ts';
import { eachInput, plainly } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

const named = (name: 'less' | 'more', about: string, usage: string): Tool => ({
  name,
  about,
  gnu: {
    short: 'aABcCdeEfFgGiIJKLmMnNqQrRsSuUVwWX~',
    usage,
    package: name === 'less' ? 'less 590' : 'util-linux 2.38.1',
  },
  busybox: { short: 'EFIMmNSRh~', usage: name === 'less' ? '[-EFIMmNSRh~] [FILE]...' : '[FILE]...' },
  rewrite: (args) => args.filter((arg) => !arg.startsWith('+')),
  run: page,
});

export const less = named('less', 'Show a text page by page: space, b, arrows, q', '[options] file...');
export const more = named('more', 'Show a text page by page: space, Enter, q', '[options] <file>...');

async function page(call: Call): Promise<number> {
  const { process } = call;
  const screen = terminalOf(process, 1);
  if (call.operands.length === 0 && terminalOf(process, 0) !== undefined) {
    return call.die(call.name.endsWith('less') ? 'missing filename ("less --help" for help)' : 'bad usage');
  }
  const complaint = { open: plainly };
  if (screen === undefined) {
    await eachInput(call, call.operands, complaint, async (fd) => {
      for await (const chunk of process.chunks(fd)) await process.out(chunk);
    });
    return call.status;
  }
  let text = '';
  await eachInput(call, call.operands, complaint, async (fd) => {
    text += decode(await process.readAll(fd));
  });
  if (text === '') return call.status;
  const lines = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => (call.has('N') ? `${String(index + 1).padStart(7)} ${line}` : line));
  const shown = lines.flatMap((line) => fold(line, screen.size.columns, call.has('S')));
  if (call.has('F') && shown.length < screen.size.rows) {
    await process.out(`${shown.join('\n')}\n`);
    return call.status;
  }
  const fd = process.freeDescriptor();
  process.setFile(fd, process.open('/dev/tty'));
  const before = screen.termios;
  screen.termios = { ...RAW, signals: true, onlcr: true };
  try {
    await browse(call, shown, fd);
  } finally {
    screen.termios = before;
    process.closeFile(fd);
  }
  return call.status;
}

function fold(line: string, width: number, cut: boolean): string[] {
  if (line.length <= width) return [line];
  if (cut) return [line.slice(0, width)];
  return Array.from({ length: Math.ceil(line.length / width) }, (_, part) =>
    line.slice(part * width, (part + 1) * width),
  );
}

async function browse(call: Call, lines: readonly string[], fd: number): Promise<void> {
  const { process } = call;
  let top = 0;
  for (;;) {
    const rows = (terminalOf(process, 1)?.size.rows ?? 24) - 1;
    const last = Math.max(0, lines.length - rows);
    top = Math.max(0, Math.min(top, last));
    const screen = lines.slice(top, top + rows);
    await process.out(`\x1b[H\x1b[J${screen.join('\n')}\n\x1b[7m${top >= last ? '(END)' : ':'}\x1b[0m`);
    const key = await process.read(fd, 8);
    if (key === null) return;
    switch (decode(key)) {
      case 'q':
      case 'Q':
        await process.out('\r\x1b[K');
        return;
      case ' ':
      case 'f':
      case '\x1b[6~':
        if (top >= last && call.name.endsWith('more')) return process.out('\r\x1b[K');
        top += rows;
        break;
      case 'b':
      case '\x1b[5~':
        top -= rows;
        break;
      case 'g':
      case '<':
        top = 0;
        break;
      case 'G':
      case '>':
        top = last;
        break;
      case 'k':
      case '\x1b[A':
        top--;
        break;
      default:
        top++;
    }
  }
}
