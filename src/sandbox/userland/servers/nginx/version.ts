import type { Process } from '../../../kernel/process.ts';

export interface NginxBuild {
  readonly version: string;
  /** Of nginx.org, as in the image of the Hub: logs to a file from the first line on, and notices. */
  readonly official: boolean;
}

/** The Hub's image says its version in a variable; the other one is Debian 12's. */
export function nginxBuild(process: Process): NginxBuild {
  const version = process.env.get('NGINX_VERSION');
  return { version: version ?? '1.22.1', official: process.fs.isDirectory('/docker-entrypoint.d') };
}
