import { Errno } from '../../../../kernel/errno.ts';
import { KERNEL } from '../../../../kernel/proc/machine.ts';
import { osError } from '../exceptions.ts';
import type { Interpreter } from '../interpreter.ts';
import { moduleOf } from '../module-of.ts';
import { PyDict, PyList, type PyModule, PyTuple, type Value } from '../values.ts';

/** Files and ids, with `os.path`. */
export function osModule(interpreter: Interpreter): PyModule {
  const { process } = interpreter;
  const guarded = <T>(path: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof Errno) throw osError(error, path);
      throw error;
    }
  };
  const exists = (path: Value | undefined) => process.fs.exists(String(path));
  const environ = PyDict.of(process.env);
  const path = moduleOf('posixpath', {
    exists: ([path]) => exists(path),
    isfile: ([path]) => exists(path) && !process.fs.isDirectory(String(path)),
    isdir: ([path]) => process.fs.isDirectory(String(path)),
    join: (parts) =>
      parts
        .map(String)
        .reduce((left, right) => (right.startsWith('/') ? right : `${left.replace(/\/$/, '')}/${right}`)),
    basename: ([path]) => String(path).split('/').at(-1) ?? '',
    dirname: ([path]) => String(path).split('/').slice(0, -1).join('/') || (String(path).startsWith('/') ? '/' : ''),
    abspath: ([path]) =>
      String(path).startsWith('/') ? String(path) : `${process.cwd.replace(/\/$/, '')}/${String(path)}`,
    splitext: ([path]) => {
      const [, base = String(path), extension = ''] = /^(.*?)(\.[^./]*)?$/.exec(String(path)) ?? [];
      return new PyTuple([base, extension]);
    },
    getsize: ([path]) => guarded(String(path), () => BigInt(process.fs.stat(String(path)).size)),
  });
  interpreter.modules.set('os.path', path);
  return moduleOf(
    'os',
    {
      getenv: ([key = '', fallback = null]) => environ.get(key) ?? fallback,
      getcwd: () => process.cwd,
      chdir: ([path]) => guarded(String(path), () => (process.chdir(String(path)), null)),
      listdir: ([path = '.']) =>
        guarded(String(path), () => new PyList(process.fs.readdir(String(path)).map((entry) => entry.name))),
      mkdir: ([path]) => guarded(String(path), () => (process.fs.mkdir(String(path)), null)),
      makedirs: ([path]) => guarded(String(path), () => (process.fs.mkdir(String(path), { recursive: true }), null)),
      remove: ([path]) => guarded(String(path), () => (process.fs.unlink(String(path)), null)),
      unlink: ([path]) => guarded(String(path), () => (process.fs.unlink(String(path)), null)),
      rename: ([from, to]) => guarded(String(from), () => (process.fs.rename(String(from), String(to)), null)),
      getpid: () => BigInt(process.pid),
      getppid: () => BigInt(process.ppid),
      getuid: () => BigInt(process.uid),
      getgid: () => BigInt(process.gid),
      cpu_count: () => 4n,
      uname: () =>
        new PyTuple([
          'Linux',
          process.namespaces.uts.hostname,
          KERNEL.release,
          '#1 SMP',
          process.namespaces.uts.machine ?? KERNEL.machine,
        ]),
      _exit: ([code = 0n]) => process.exit(Number(code)),
    },
    { environ, path, sep: '/', linesep: '\n', name: 'posix' },
  );
}
