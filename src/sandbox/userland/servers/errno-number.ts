import type { Errno, ErrnoCode } from '../../kernel/errno.ts';

const NUMBERS: Partial<Record<ErrnoCode, number>> = {
  EPERM: 1, ENOENT: 2, ESRCH: 3, EINTR: 4, EIO: 5, ENXIO: 6, E2BIG: 7, ENOEXEC: 8, EBADF: 9, ECHILD: 10, EAGAIN: 11,
  ENOMEM: 12, EACCES: 13, EBUSY: 16, EEXIST: 17, EXDEV: 18, ENODEV: 19, ENOTDIR: 20, EISDIR: 21, EINVAL: 22,
  EMFILE: 24, ENOTTY: 25, EFBIG: 27, ENOSPC: 28, ESPIPE: 29, EROFS: 30, EMLINK: 31, EPIPE: 32, ENAMETOOLONG: 36,
  ENOSYS: 38, ENOTEMPTY: 39, ELOOP: 40, EADDRINUSE: 98, EADDRNOTAVAIL: 99, ENETUNREACH: 101, ECONNRESET: 104,
  ETIMEDOUT: 110, ECONNREFUSED: 111, EHOSTUNREACH: 113,
}; // prettier-ignore

/** Linux's number of an error (x86-64). */
export const errnoNumber = ({ code }: Errno): number => NUMBERS[code] ?? 0;

/** `2: No such file or directory` */
export const numberedError = (error: Errno): string => `${errnoNumber(error)}: ${error.message}`;
