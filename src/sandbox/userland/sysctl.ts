import { decode } from '../kernel/bytes.ts';
import { Errno } from '../kernel/errno.ts';
import type { Process } from '../kernel/process.ts';
import type { Call } from './tool/call.ts';
import type { Tool } from './tool/tool.ts';

export const sysctl: Tool = {
  name: 'sysctl',
  about: 'Show or set parameters of the kernel',
  gnu: {
    short: 'aAwnNeqp::r:',
    long: 'all=a write=w values=n names=N ignore=e quiet=q load::=p',
    usage: '[options] [variable[=value] ...]',
    package: 'procps-ng 4.0.2',
  },
  busybox: { short: 'aAwneqp', usage: '[-enq] { -a | -p [FILE]... | [-w] [KEY[=VALUE]]... }' },
  async run(call) {
    const { fs } = call.process;
    const words = call.options.lastOf('aA') === undefined ? call.operands : allKeys(call.process, '/proc/sys');
    if (words.length === 0) return call.misuse(call.gnu ? 'no variables specified' : undefined);
    for (const word of words) {
      const equals = word.indexOf('=');
      const key = (equals < 0 ? word : word.slice(0, equals)).trim().replaceAll('/', '.');
      const path = `/proc/sys/${key.replaceAll('.', '/')}`;
      try {
        if (equals >= 0) {
          const value = word.slice(equals + 1).trim();
          fs.stat(path);
          await write(call, path, value);
          if (!call.has('q')) call.print(call.has('n') ? `${value}\n` : `${key} = ${value}\n`);
          continue;
        }
        const value = decode(fs.readFile(path)).replace(/\n$/, '');
        call.print(call.has('N') ? `${key}\n` : call.has('n') ? `${value}\n` : `${key} = ${value}\n`);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        await refuse(call, key, path, error, equals >= 0);
      }
    }
    return call.status;
  },
};

async function write({ process }: Call, path: string, value: string): Promise<void> {
  const fd = process.freeDescriptor();
  process.setFile(fd, process.open(path, { write: true }));
  try {
    await process.write(fd, `${value}\n`);
  } finally {
    process.closeFile(fd);
  }
}

async function refuse(call: Call, key: string, path: string, error: Errno, setting: boolean): Promise<void> {
  if (call.has('e') && error.code === 'ENOENT') return;
  if (!call.gnu && error.code === 'ENOENT') return call.complain(`error: '${key}' is an unknown key`);
  if (!call.gnu)
    return call.complain(
      setting ? `error setting key '${key}': ${error.message}` : `error reading key '${key}': ${error.message}`,
    );
  if (error.code === 'ENOENT') return call.complain(`cannot stat ${path}: ${error.message}`);
  if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) return call.complain(`permission denied on key "${key}"`);
  await call.complain(setting ? `setting key "${key}": ${error.message}` : `reading key "${key}": ${error.message}`);
}

function allKeys(process: Process, directory: string): string[] {
  return process.fs.readdir(directory).flatMap(({ name, type }) => {
    const path = `${directory}/${name}`;
    return type === 'directory' ? allKeys(process, path) : [path.slice('/proc/sys/'.length).replaceAll('/', '.')];
  });
}
