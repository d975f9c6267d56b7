import { Errno } from '../../../kernel/errno.ts';
import type { Process } from '../../../kernel/process.ts';
import { numberedError } from '../errno-number.ts';
import { type Loaded, workerUser } from './load.ts';
import { Emergency } from './syntax.ts';
import { nginxBuild } from './version.ts';

/** By directive, in the order in which modules ask for them: where Debian's build has them, and that of nginx.org. */
const FOLDERS = [
  ['client_body_temp_path', '/var/lib/nginx/body', '/var/cache/nginx/client_temp'],
  ['proxy_temp_path', '/var/lib/nginx/proxy', '/var/cache/nginx/proxy_temp'],
  ['fastcgi_temp_path', '/var/lib/nginx/fastcgi', '/var/cache/nginx/fastcgi_temp'],
  ['uwsgi_temp_path', '/var/lib/nginx/uwsgi', '/var/cache/nginx/uwsgi_temp'],
  ['scgi_temp_path', '/var/lib/nginx/scgi', '/var/cache/nginx/scgi_temp'],
] as const;

/**
 * Makes the folders of temporary files, which belong to the workers' user.
 *
 * @throws {Emergency} `mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)`
 * @see nginx core/ngx_file.c, ngx_create_paths
 */
export function makeTempFolders(process: Process, { directives, configuration }: Loaded): void {
  if (configuration.main.own('http').length === 0) return;
  const { official } = nginxBuild(process);
  const user = workerUser(process, directives);
  for (const [directive, debian, upstream] of FOLDERS) {
    const path = configuration.http.value(directive) ?? (official ? upstream : debian);
    attempt(`mkdir() "${path}"`, () => {
      if (!process.fs.exists(path)) process.fs.mkdir(path, { mode: 0o700 });
    });
    if (user === undefined || process.fs.stat(path).uid === user.uid) continue;
    attempt(`chown("${path}", ${user.uid})`, () => process.fs.chown(path, { uid: user.uid }));
  }
}

function attempt(what: string, call: () => void): void {
  try {
    call();
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new Emergency(`${what} failed (${numberedError(error)})`);
  }
}
