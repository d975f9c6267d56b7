import type { Process } from '../../../kernel/process.ts';

/** The image says its version in a variable; without one it is Debian 12's. */
export const redisVersion = (process: Process): string => process.env.get('REDIS_VERSION') ?? '7.0.15';

/** From 7.2 on, many lines of the log have another level. */
export const isSince72 = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 7 || (major === 7 && minor >= 2);
};
