import { decode } from '../kernel/bytes.ts';
import type { Io } from './io.ts';

/** A format of `~/.docker/config.json`: psFormat, imagesFormat, statsFormat; empty when there is none. */
export function configuredFormat(io: Io, key: string): string {
  const directory = io.env.get('DOCKER_CONFIG') ?? `${io.env.get('HOME') ?? '/root'}/.docker`;
  const path = `${directory}/config.json`;
  if (!io.fs.exists(path)) return '';
  let config: unknown;
  try {
    config = JSON.parse(decode(io.fs.readFile(path)));
  } catch (error) {
    if (error instanceof SyntaxError) return '';
    throw error;
  }
  const value = (config as Record<string, unknown> | null)?.[key];
  return typeof value === 'string' ? value : '';
}
