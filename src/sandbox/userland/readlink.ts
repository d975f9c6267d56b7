import { Errno } from '../kernel/errno.ts';
import { canonical } from './realpath.ts';
import type { Tool } from './tool/tool.ts';

export const readlink: Tool = {
  name: 'readlink',
  about: 'Print what a symlink points to, or with -f the path without symlinks',
  gnu: {
    short: 'efmnqsvz',
    long: 'canonicalize=f canonicalize-existing=e canonicalize-missing=m no-newline=n quiet=q silent=s verbose=v zero=z',
    usage: '[OPTION]... FILE...',
  },
  busybox: { short: 'fnve', usage: '[-fnv] FILE' },
  async run(call) {
    if (call.operands.length === 0 || (!call.gnu && call.operands.length > 1)) return call.missingOperand();
    const end = call.has('z') ? '\0' : call.has('n') && call.operands.length === 1 ? '' : '\n';
    for (const path of call.operands) {
      try {
        const way = call.options.lastOf('efm');
        const found =
          way === undefined
            ? call.process.fs.readlink(path)
            : canonical(call.process, path, way === 'f' ? 'parent' : way === 'e' ? 'all' : 'none');
        call.print(found + end);
      } catch (error) {
        if (!(error instanceof Errno)) throw error;
        if (call.has('v')) await call.complain(`${path}: ${error.message}`);
        else call.status = 1;
      }
    }
    return call.status;
  },
};
