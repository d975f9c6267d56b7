import { decode } from '../../../../kernel/bytes.ts';
import { pyError } from '../exceptions.ts';
import { fileObject } from '../file.ts';
import type { Interpreter } from '../interpreter.ts';
import { moduleOf } from '../module-of.ts';
import { PyList, type PyModule, PyTuple } from '../values.ts';

/** Its arguments, version and streams. */
export function sysModule(interpreter: Interpreter, version: string, argv: readonly string[]): PyModule {
  const { process } = interpreter;
  const [major = 3, minor = 11, micro = 0] = version.split('.').map(BigInt);
  return moduleOf(
    'sys',
    {
      exit: (args) => {
        throw pyError('SystemExit', ...args);
      },
      getrecursionlimit: () => 1000n,
    },
    {
      argv: new PyList([...argv]),
      version: `${version} (main) [GCC 12.2.0]`,
      version_info: new PyTuple([major, minor, micro, 'final', 0n]),
      platform: 'linux',
      executable: process.exe,
      path: new PyList(['']),
      maxsize: 9_223_372_036_854_775_807n,
      stdout: fileObject({ name: '<stdout>', write: (text) => interpreter.write(text) }),
      stderr: fileObject({ name: '<stderr>', write: (text) => process.err(text) }),
      stdin: fileObject({ name: '<stdin>', read: async () => decode(await process.readAll()) }),
    },
  );
}
