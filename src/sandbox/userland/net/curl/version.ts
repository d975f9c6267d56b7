import type { Process } from '../../../kernel/process.ts';

export interface CurlVersion {
  readonly number: string;
  /** Words for a connection that is refused. */
  readonly refused: (host: string, port: number, ms: number) => string;
}

const DEBIAN_12: CurlVersion = {
  number: '7.88.1',
  refused: (host, port, ms) => `Failed to connect to ${host} port ${port} after ${ms} ms: Couldn't connect to server`,
};

const HOST: CurlVersion = {
  number: '8.23.0',
  refused: (host, port, ms) => `Failed to connect to ${host}:${port} after ${ms} ms: Could not connect to server`,
};

/** The host has a newer one than the images. */
export const curlVersion = (process: Process): CurlVersion =>
  process.namespaces.mnt === process.kernel.namespaces.mnt ? HOST : DEBIAN_12;
