import { Errno } from '../kernel/errno.ts';
import { type Digest, Md5, Sha1, Sha256 } from './text/digest.ts';
import type { Call } from './tool/call.ts';
import { closeInput, eachInput, openInput, readLines } from './tool/input.ts';
import type { Tool } from './tool/tool.ts';

const checksum = (name: string, create: () => Digest): Tool => ({
  name,
  about: 'Print checksums of files, or check them with -c',
  gnu: {
    short: 'bctwz',
    long: 'binary=b check=c tag text=t zero=z ignore-missing quiet=q status=s strict warn=w',
    usage: '[OPTION]... [FILE]...',
  },
  busybox: { short: 'csw', usage: '[-c[sw]] [FILE]...' },
  async run(call) {
    if (call.has('c')) return check(call, create);
    await eachInput(
      call,
      call.operands,
      {
        open: (path, { message }) => (call.gnu ? `${path}: ${message}` : `can't open '${path}': ${message}`),
        read: (path, { message }) => (call.gnu ? `${path}: ${message}` : `can't read '${path}': ${message}`),
      },
      async (fd, path) => {
        const hex = await sumOf(call, fd, create());
        const end = call.has('z') ? '\0' : '\n';
        call.print(
          call.has('tag')
            ? `${name.slice(0, -3).toUpperCase()} (${path}) = ${hex}${end}`
            : `${hex} ${call.has('b') ? '*' : ' '}${path}${end}`,
        );
      },
    );
    return call.status;
  },
});

async function sumOf(call: Call, fd: number, digest: Digest): Promise<string> {
  for await (const chunk of call.process.chunks(fd)) digest.update(chunk);
  return digest.hex();
}

async function check(call: Call, create: () => Digest): Promise<number> {
  const { process } = call;
  let wrong = 0;
  let missing = 0;
  for (const list of call.operands.length === 0 ? ['-'] : call.operands) {
    for (const line of await readLines(process, list)) {
      const [, expected, path] = /^([0-9a-fA-F]+) [ *](.*)$/.exec(line) ?? [];
      if (expected === undefined || path === undefined) continue;
      let verdict = 'OK';
      try {
        const fd = openInput(process, path);
        if ((await sumOf(call, fd, create())) !== expected.toLowerCase()) {
          verdict = 'FAILED';
          wrong++;
        }
        closeInput(process, fd);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await call.complain(call.gnu ? `${path}: ${error.message}` : `can't open '${path}': ${error.message}`);
        verdict = call.gnu ? 'FAILED open or read' : 'FAILED';
        missing++;
      }
      if (!call.has('s') && !(call.has('q') && verdict === 'OK')) call.print(`${path}: ${verdict}\n`);
    }
  }
  await call.flush();
  if (!call.has('s')) {
    if (missing > 0 && call.gnu)
      await call.warn(`WARNING: ${missing} listed file${missing === 1 ? '' : 's'} could not be read`);
    const failed = call.gnu ? wrong : wrong + missing;
    if (failed > 0)
      await call.warn(
        `WARNING: ${failed} ${call.gnu ? `computed checksum${failed === 1 ? '' : 's'}` : 'of 1 computed checksums'} did NOT match`,
      );
  }
  return wrong + missing > 0 ? 1 : 0;
}

export const md5sum = checksum('md5sum', () => new Md5());
export const sha1sum = checksum('sha1sum', () => new Sha1());
export const sha256sum = checksum('sha256sum', () => new Sha256());
