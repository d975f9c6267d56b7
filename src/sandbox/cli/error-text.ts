import { InvalidReference } from '../api/reference.ts';
import { ConnectionError, DaemonError, EmptyNameError, UpgradeError } from '../client/request.ts';
import { FrameError } from '../client/stdcopy.ts';
import { Errno } from '../kernel/errno.ts';
import { NotSimulatedError, StatusError, UsageError } from './errors.ts';

/** What docker prints of an error. Bugs go on. */
export function errorText(error: unknown): string {
  if (error instanceof DaemonError) return `Error response from daemon: ${error.message}`;
  if (error instanceof Errno) return `${error.path === undefined ? '' : `open ${error.path}: `}${goError(error)}`;
  const known = [
    ConnectionError,
    EmptyNameError,
    UpgradeError,
    FrameError,
    InvalidReference,
    UsageError,
    StatusError,
    NotSimulatedError,
  ];
  if (known.some((kind) => error instanceof kind)) return (error as Error).message;
  throw error;
}

/** Go writes strerror texts in small letters. */
export const goError = (error: Errno) => error.message.charAt(0).toLowerCase() + error.message.slice(1);
