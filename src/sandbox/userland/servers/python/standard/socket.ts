import { NameError, resolveName } from '../../../../kernel/net/resolve-name.ts';
import { exceptionClass, pyError } from '../exceptions.ts';
import type { Interpreter } from '../interpreter.ts';
import { moduleOf } from '../module-of.ts';
import type { PyModule } from '../values.ts';

/** Names; no sockets. */
export function socketModule(interpreter: Interpreter): PyModule {
  const { process } = interpreter;
  return moduleOf(
    'socket',
    {
      gethostname: () => process.namespaces.uts.hostname,
      gethostbyname: async ([host]) => {
        try {
          return (await resolveName(process, String(host)))[0] ?? '';
        } catch (error) {
          if (!(error instanceof NameError)) throw error;
          throw pyError(
            'OSError',
            error.kind === 'unknown'
              ? '[Errno -2] Name or service not known'
              : '[Errno -3] Temporary failure in name resolution',
          );
        }
      },
      socket: () => {
        throw pyError('NotImplementedError', 'drydock: not simulated: python: socket.socket');
      },
    },
    { AF_INET: 2n, SOCK_STREAM: 1n, gaierror: exceptionClass('OSError'), error: exceptionClass('OSError') },
  );
}
