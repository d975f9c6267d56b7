import type { Process, Program } from '../../kernel/process.ts';

/** A program whose code comes when it is first called. */
const lazily =
  (load: () => Promise<Program>): Program =>
  async (process: Process) => {
    const program = await process.kernel.clock.outside(load());
    return program(process);
  };

const nginx = lazily(async () => (await import('./nginx/nginx.ts')).nginx);

/** Servers and languages by the names that executables hold. */
const SERVERS: Readonly<Record<string, Program>> = {
  nginx,
  'nginx-debug': nginx,
};

export const findServer = (name: string): Program | undefined =>
  Object.hasOwn(SERVERS, name) ? SERVERS[name] : undefined;
