import { Errno } from '../kernel/errno.ts';
import { randomLetters } from './random-letters.ts';
import { changeMode } from './text/file-mode.ts';
import { baseName, joinPath } from './text/path.ts';
import { parseSize } from './text/size.ts';
import type { Call } from './tool/call.ts';
import { quoteName } from './tool/quote.ts';
import type { Tool } from './tool/tool.ts';

async function modeOf(call: Call): Promise<number> {
  const text = call.value('m');
  if (text === undefined) return 0o666;
  const mode = changeMode(text, { type: 'file', mode: 0o666 }, 0);
  return mode ?? call.die(`invalid mode${call.gnu ? '' : ` '${text}'`}`);
}

export const mknod: Tool = {
  name: 'mknod',
  about: 'Make a device file or a FIFO',
  gnu: { short: 'm:Z', long: 'mode:=m', usage: '[OPTION]... NAME TYPE [MAJOR MINOR]' },
  busybox: { short: 'm:', usage: '[-m MODE] NAME TYPE [MAJOR MINOR]' },
  async run(call) {
    const [name, type, major, minor] = call.operands;
    if (name === undefined) return call.missingOperand();
    if (type === undefined) return call.missingOperand(name);
    const mode = await modeOf(call);
    try {
      if (type === 'p') call.process.fs.mknod(name, { type: 'fifo' }, mode);
      else if (type === 'b' || type === 'c' || type === 'u') {
        if (major === undefined || minor === undefined) {
          return call.gnu
            ? call.misuse(
                `missing operand after ${call.quote(call.operands.at(-1) ?? '')}\nSpecial files require major and minor device numbers.`,
              )
            : call.misuse();
        }
        const rdev = { major: Number(major), minor: Number(minor) };
        call.process.fs.mknod(name, { type: type === 'b' ? 'block' : 'char', rdev }, mode);
      } else return call.gnu ? call.misuse(`invalid device type ${call.quote(type)}`) : call.misuse();
      if (call.has('m')) call.process.fs.chmod(name, mode);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      await call.complain(`${name}: ${error.message}`);
    }
    return call.status;
  },
};

export const mkfifo: Tool = {
  name: 'mkfifo',
  about: 'Make FIFOs (named pipes)',
  gnu: { short: 'm:Z', long: 'mode:=m', usage: '[OPTION]... NAME...' },
  busybox: { short: 'm:', usage: '[-m MODE] NAME' },
  async run(call) {
    if (call.operands.length === 0) return call.missingOperand();
    const mode = await modeOf(call);
    for (const name of call.operands) {
      try {
        call.process.fs.mknod(name, { type: 'fifo' }, mode);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await call.complain(
          call.gnu ? `cannot create fifo ${quoteName(name)}: ${error.message}` : `${name}: ${error.message}`,
        );
      }
    }
    return call.status;
  },
};

export const mktemp: Tool = {
  name: 'mktemp',
  about: 'Make a temporary file, or with -d a directory, and print its name',
  gnu: { short: 'dp:qtuV', long: 'directory=d tmpdir::=p quiet=q dry-run=u suffix:', usage: '[OPTION]... [TEMPLATE]' },
  busybox: { short: 'dqtp:u', usage: '[-dt] [-p DIR] [TEMPLATE]' },
  async run(call) {
    const { process } = call;
    const [template = call.gnu ? 'tmp.XXXXXXXXXX' : 'tmp.XXXXXX', extra] = call.operands;
    if (extra !== undefined) return call.gnu ? call.misuse('too many templates') : call.misuse();
    const marks = /X{3,}(?=[^X/]*$)/.exec(template);
    if (marks === null)
      return call.die(call.gnu ? `too few X's in template ${call.quote(template)}` : 'Invalid argument');
    const inTemporary = call.operands.length === 0 || call.has('p') || call.has('t');
    const directory = call.value('p') || (process.env.get('TMPDIR') ?? '/tmp');
    const letters = randomLetters(process, marks[0].length);
    const name =
      template.slice(0, marks.index) +
      letters +
      template.slice(marks.index + letters.length) +
      (call.value('suffix') ?? '');
    const path = inTemporary ? joinPath(directory, name) : name;
    try {
      if (!call.has('u')) {
        if (call.has('d')) process.fs.mkdir(path, { mode: 0o700 });
        else process.open(path, { write: true, create: true, exclusive: true, mode: 0o600 }).retain().release();
      }
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      const kind = call.has('d') ? 'directory' : 'file';
      const shown = inTemporary ? joinPath(directory, template) : template;
      return call.die(
        call.gnu
          ? `failed to create ${kind} via template ${call.quote(shown)}: ${error.message}`
          : `(null): ${error.message}`,
      );
    }
    call.print(`${path}\n`);
    return 0;
  },
};

export const truncate: Tool = {
  name: 'truncate',
  about: 'Make files shorter or longer',
  gnu: { short: 'cor:s:', long: 'no-create=c io-blocks=o reference:=r size:=s', usage: 'OPTION... FILE...' },
  busybox: { short: 'cs:', usage: '[-c] -s SIZE FILE...' },
  async run(call) {
    const { fs } = call.process;
    const text = call.value('s');
    const reference = call.value('r');
    if (text === undefined && reference === undefined) {
      return call.gnu ? call.misuse("you must specify either '--size' or '--reference'") : call.misuse();
    }
    if (call.operands.length === 0) return call.misuse(call.gnu ? 'missing file operand' : undefined);
    const [, sign = '', digits = ''] = /^([-+<>/%]?)(.*)$/.exec(text ?? '') ?? [];
    const size =
      sign !== '' && !call.gnu ? undefined : reference === undefined ? parseSize(digits) : fs.stat(reference).size;
    if (size === undefined)
      return call.die(call.gnu ? `Invalid number: ${call.quote(text ?? '')}` : `invalid number '${text ?? ''}'`);
    for (const path of call.operands) {
      try {
        if (!fs.exists(path)) {
          if (call.has('c')) continue;
          call.process.open(path, { write: true, create: true }).retain().release();
        }
        const before = fs.stat(path).size;
        fs.truncate(path, resized(before, sign, size));
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await call.complain(
          call.gnu ? `cannot open ${quoteName(path)} for writing: ${error.message}` : `${path}: ${error.message}`,
        );
      }
    }
    return call.status;
  },
};

function resized(before: number, sign: string, size: number): number {
  switch (sign) {
    case '+':
      return before + size;
    case '-':
      return Math.max(0, before - size);
    case '<':
      return Math.min(before, size);
    case '>':
      return Math.max(before, size);
    case '/':
      return Math.floor(before / size) * size;
    case '%':
      return Math.ceil(before / size) * size;
    default:
      return size;
  }
}

export const unlink: Tool = {
  name: 'unlink',
  about: 'Remove one name of a file',
  gnu: { long: '', usage: 'FILE\nOPTION' },
  busybox: { usage: 'FILE' },
  async run(call) {
    const [path, extra] = call.operands;
    if (path === undefined) return call.missingOperand();
    if (extra !== undefined) return call.extraOperand(extra);
    try {
      call.process.fs.unlink(path);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return call.die(
        call.gnu
          ? `cannot unlink ${quoteName(path)}: ${error.message}`
          : `can't remove file '${path}': ${error.message}`.replace(' file', ''),
      );
    }
    return 0;
  },
};

export const link: Tool = {
  name: 'link',
  about: 'Give a file a second name',
  gnu: { long: '', usage: 'FILE1 FILE2\nOPTION' },
  busybox: { usage: 'FILE LINK' },
  async run(call) {
    const [from, to] = call.operands;
    if (from === undefined) return call.missingOperand();
    if (to === undefined) return call.missingOperand(from);
    try {
      call.process.fs.link(from, to);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return call.die(
        call.gnu
          ? `cannot create link ${quoteName(to)} to ${quoteName(from)}: ${error.message}`
          : `can't create hard link '${baseName(to)}' to '${from}': ${error.message}`,
      );
    }
    return 0;
  },
};
