import { decode, encode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import { padEnd } from './text/columns.ts';
import { parseSize } from './text/size.ts';
import { eachInput, lineBatches, plainly, readInput, readLines } from './tool/input.ts';
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

const tabTool = (name: 'expand' | 'unexpand'): Tool => ({
  name,
  about: name === 'expand' ? 'Turn tabs into blanks' : 'Turn blanks into tabs',
  gnu: { short: 'ait:', long: 'initial=i all=a tabs:=t first-only', usage: '[OPTION]... [FILE]...' },
  busybox: { short: 'aift:', usage: name === 'expand' ? '[-i] [-t N] [FILE]...' : '[-fa][-t N] [FILE]...' },
  async run(call) {
    const size = Number(call.value('t') ?? 8);
    await eachInput(call, call.operands, { open: plainly }, async (fd) => {
      for await (const batch of lineBatches(call.process, fd)) {
        for (const { text, ended } of batch)
          call.print(
            (name === 'expand'
              ? spread(text, size, call.has('i'))
              : gather(text, size, call.has('a') || call.has('t'))) + (ended ? '\n' : ''),
          );
        await call.flush();
      }
    });
  },
});

export const expand = tabTool('expand');
export const unexpand = tabTool('unexpand');

function spread(text: string, size: number, initial: boolean): string {
  let out = '';
  for (const character of text) {
    if (character === '\t' && !(initial && /\S/.test(out))) out += ' '.repeat(size - (out.length % size));
    else out += character;
  }
  return out;
}

function gather(text: string, size: number, all: boolean): string {
  const plain = spread(text, size, false);
  let out = '';
  for (let start = 0; start < plain.length; start += size) {
    const part = plain.slice(start, start + size);
    const seen = /\S/.test(plain.slice(0, start));
    out +=
      part.length === size && / {2,}$/.test(part) && (all || !seen) && (all || /^ +$/.test(part))
        ? part.replace(/ +$/, '\t')
        : part.length === size && part === ' '.repeat(size) && (all || !seen)
          ? '\t'
          : part;
  }
  return out;
}

export const paste: Tool = {
  name: 'paste',
  about: 'Print the lines of several files side by side',
  gnu: { short: 'd:sz', long: 'delimiters:=d serial=s zero-terminated=z', usage: '[OPTION]... [FILE]...' },
  busybox: { short: 'd:s', usage: '[-d LIST] [-s] [FILE]...' },
  async run(call) {
    const delimiters = [
      ...(call.value('d') ?? '\t')
        .replaceAll('\\n', '\n')
        .replaceAll('\\t', '\t')
        .replaceAll('\\\\', '\\')
        .replaceAll('\\0', '\0'),
    ];
    const paths = call.operands.length === 0 ? ['-'] : call.operands;
    const files: string[][] = [];
    const dashes = paths.filter((path) => path === '-').length;
    const shared = dashes > 0 ? await readLines(call.process, '-') : [];
    let dash = 0;
    for (const path of paths) {
      try {
        if (path !== '-') files.push(await readLines(call.process, path));
        else {
          const own = dash++;
          files.push(call.has('s') ? shared : shared.filter((_, index) => index % dashes === own));
        }
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        return call.die(`${path}: ${error.message}`);
      }
    }
    const join = (cells: readonly string[]) =>
      cells
        .map(
          (cell, index) =>
            (index === 0 ? '' : (delimiters[(index - 1) % delimiters.length] ?? '').replace('\0', '')) + cell,
        )
        .join('');
    if (call.has('s')) for (const lines of files) call.print(`${join(lines)}\n`);
    else {
      const most = Math.max(...files.map(({ length }) => length));
      for (let index = 0; index < most; index++) call.print(`${join(files.map((lines) => lines[index] ?? ''))}\n`);
    }
    return call.status;
  },
};

export const comm: Tool = {
  name: 'comm',
  about: 'Compare two sorted files line by line',
  gnu: {
    short: '123z',
    long: 'check-order nocheck-order output-delimiter:=O total zero-terminated=z',
    usage: '[OPTION]... FILE1 FILE2',
  },
  async run(call) {
    const [first, second, extra] = call.operands;
    if (first === undefined) return call.missingOperand();
    if (second === undefined) return call.missingOperand(first);
    if (extra !== undefined) return call.extraOperand(extra);
    let files: string[][];
    try {
      files = [await readLines(call.process, first), await readLines(call.process, second)];
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return call.die(`${error.path ?? first}: ${error.message}`);
    }
    const [left = [], right = []] = files;
    const separator = call.value('O') ?? '\t';
    const put = (column: 1 | 2 | 3, line: string) => {
      if (call.has(String(column))) return;
      const before = [1, 2].filter((other) => other < column && !call.has(String(other))).length;
      call.print(`${separator.repeat(before)}${line}\n`);
    };
    const disorder = (lines: readonly string[]) =>
      lines.some((line, index) => index > 0 && (lines[index - 1] ?? '') > line);
    let [i, j] = [0, 0];
    while (i < left.length || j < right.length) {
      const [a, b] = [left[i], right[j]];
      if (b === undefined || (a !== undefined && a < b)) {
        put(1, a ?? '');
        i++;
      } else if (a === undefined || a > b) {
        put(2, b);
        j++;
      } else {
        put(3, a);
        i++;
        j++;
      }
    }
    const wrong = [left, right].flatMap((lines, index) => (disorder(lines) ? [index + 1] : []));
    for (const file of wrong) await call.complain(`file ${file} is not in sorted order`);
    if (wrong.length > 0) await call.complain('input is not in sorted order');
    return call.status;
  },
};

export const join: Tool = {
  name: 'join',
  about: 'Join the lines of two sorted files that have a field in common',
  gnu: {
    short: 'a:e:i1:2:j:o:t:v:z',
    long: 'ignore-case=i header check-order nocheck-order',
    usage: '[OPTION]... FILE1 FILE2',
  },
  async run(call) {
    const [first, second] = call.operands;
    if (first === undefined) return call.missingOperand();
    if (second === undefined) return call.missingOperand(first);
    const separator = call.value('t');
    const fields = (line: string) => (separator === undefined ? line.trim().split(/\s+/) : line.split(separator));
    const glue = separator ?? ' ';
    const keys = [
      Number(call.value('1') ?? call.value('j') ?? 1) - 1,
      Number(call.value('2') ?? call.value('j') ?? 1) - 1,
    ] as const;
    const read = async (path: string, key: number) =>
      (await readLines(call.process, path))
        .map(fields)
        .map((cells) => ({ key: cells[key] ?? '', rest: cells.filter((_, index) => index !== key), cells }));
    let rows;
    try {
      rows = [await read(first, keys[0]), await read(second, keys[1])] as const;
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return call.die(`${error.path ?? first}: ${error.message}`);
    }
    const [left, right] = rows;
    const unpaired = call.options.values('a');
    const only = call.options.values('v');
    const order = call.value('o')?.split(/[, ]/);
    const put = (key: string, a: (typeof left)[number] | undefined, b: (typeof left)[number] | undefined) => {
      const cells = order?.map((spec) => {
        if (spec === '0') return key;
        const [file, field] = spec.split('.');
        return (file === '1' ? a : b)?.cells[Number(field) - 1] ?? call.value('e') ?? '';
      });
      call.print(`${(cells ?? [key, ...(a?.rest ?? []), ...(b?.rest ?? [])]).join(glue)}\n`);
    };
    for (const a of left) {
      const matches = right.filter(({ key }) => key === a.key);
      if (only.length === 0) for (const b of matches) put(a.key, a, b);
      if (matches.length === 0 && (unpaired.includes('1') || only.includes('1'))) put(a.key, a, undefined);
    }
    for (const b of right) {
      if (!left.some(({ key }) => key === b.key) && (unpaired.includes('2') || only.includes('2')))
        put(b.key, undefined, b);
    }
    return 0;
  },
};

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

export const shuf: Tool = {
  name: 'shuf',
  about: 'Print lines in a random order',
  gnu: {
    short: 'ei:n:o:rz',
    long: 'echo=e input-range:=i head-count:=n output:=o repeat=r zero-terminated=z',
    usage: '[OPTION]... [FILE]\n-e [OPTION]... [ARG]...\n-i LO-HI [OPTION]...',
  },
  busybox: { short: 'ei:n:o:z', usage: '[-n NUM] [-o FILE] [-z] [FILE | -e [ARG...] | -i L-H]' },
  async run(call) {
    const range = /^(\d+)-(\d+)$/.exec(call.value('i') ?? '');
    const lines =
      range !== null
        ? Array.from({ length: Number(range[2]) - Number(range[1]) + 1 }, (_, index) =>
            String(Number(range[1]) + index),
          )
        : call.has('e')
          ? [...call.operands]
          : await readLines(call.process, call.operands[0] ?? '-');
    const { random } = call.process.kernel;
    for (let index = lines.length - 1; index > 0; index--) {
      const other = random.below(index + 1);
      [lines[index], lines[other]] = [lines[other] ?? '', lines[index] ?? ''];
    }
    for (const line of lines.slice(0, Number(call.value('n') ?? lines.length))) call.print(`${line}\n`);
  },
};

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

export const split: Tool = {
  name: 'split',
  about: 'Cut a file into several',
  gnu: {
    short: 'a:b:C:dl:n:e',
    long: 'suffix-length:=a bytes:=b numeric-suffixes::=d lines:=l additional-suffix: verbose number:=n',
    usage: '[OPTION]... [FILE [PREFIX]]',
  },
  async run(call) {
    const [path = '-', prefix = 'x'] = call.operands;
    let bytes;
    try {
      bytes = await readInput(call.process, path);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      return call.die(`cannot open ${quoteName(path)} for reading: ${error.message}`);
    }
    const size = call.value('b') === undefined ? undefined : parseSize(call.value('b') ?? '');
    const count = Number(call.value('l') ?? 1000);
    const length = Number(call.value('a') ?? 2);
    const number = call.value('n');
    const pieces: Uint8Array[] = [];
    if (number !== undefined || size !== undefined) {
      const piece = size ?? Math.ceil(bytes.length / Number(number));
      for (let start = 0; start < bytes.length; start += piece) pieces.push(bytes.subarray(start, start + piece));
    } else {
      const lines = decode(bytes).split(/(?<=\n)/);
      for (let start = 0; start < lines.length; start += count)
        pieces.push(encode(lines.slice(start, start + count).join('')));
    }
    pieces.forEach((piece, index) => {
      const name = prefix + suffix(index, length, call.has('d')) + (call.value('additional-suffix') ?? '');
      call.process.fs.writeFile(name, piece);
    });
    return 0;
  },
};

function suffix(index: number, length: number, digits: boolean): string {
  if (digits) return String(index).padStart(length, '0');
  let text = '';
  for (let rest = index, left = length; left > 0; left--) {
    text = String.fromCharCode(97 + (rest % 26)) + text;
    rest = Math.floor(rest / 26);
  }
  return text;
}
