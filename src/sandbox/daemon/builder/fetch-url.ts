import type { Bytes } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import type { FileSystem } from '../../kernel/fs/file-system.ts';
import { unpackTree } from '../../kernel/fs/pack.ts';
import { connect } from '../../kernel/net/connect.ts';
import { NameError, resolveName } from '../../kernel/net/resolve-name.ts';
import { sha256 } from '../../registry/sha256.ts';
import type { Daemon } from '../daemon.ts';
import { overlayTree } from '../file-systems.ts';
import { BuildError } from './failure.ts';
import type { FileSource } from './operation.ts';

type UrlSource = Extract<FileSource, { kind: 'url' }>;

const MOST_REDIRECTS = 10;

/** A server did not give what was asked for; the build tells it with words before it. */
export class FetchError extends BuildError {}

interface Place {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly target: string;
}

/** The name that a file gets: the end of its path. @see moby/buildkit source/http, getFileName */
export function urlFileName(url: string): string {
  const { target } = placeOf(url);
  const [path = ''] = target.split('?', 1);
  return path.split('/').at(-1) || 'download';
}

function placeOf(url: string): Place {
  const [, scheme = '', host = '', port, rest = ''] = /^(https?):\/\/([^/:?#]+)(?::(\d+))?([^#]*)/.exec(url) ?? [];
  const usual = scheme === 'https' ? 443 : 80;
  return {
    scheme,
    host,
    port: port === undefined ? usual : Number(port),
    target: rest.startsWith('/') ? rest : `/${rest}`,
  };
}

/**
 * What a server of this network has at an address, as a tree with one file.
 *
 * @throws {FetchError} `invalid response status 404`, {BuildError} `digest mismatch sha256:…: sha256:…`
 * @see moby/buildkit source/http/source.go
 */
export async function fetchUrl(daemon: Daemon, { url, checksum }: UrlSource): Promise<FileSystem> {
  const { bytes, modified } = await get(daemon, url, MOST_REDIRECTS);
  const digest = `sha256:${sha256(bytes)}`;
  if (checksum.startsWith('sha256:') && checksum !== digest) {
    throw new BuildError(`digest mismatch ${digest}: ${checksum}`);
  }
  const tree = overlayTree(daemon);
  const owner = { uid: 0, gid: 0 };
  unpackTree(tree, [{ path: urlFileName(url), type: 'file', mode: 0o600, ...owner, mtime: modified, content: bytes }]);
  return tree;
}

async function get(
  daemon: Daemon,
  url: string,
  redirects: number,
): Promise<{ readonly bytes: Bytes; readonly modified: number }> {
  const { process } = daemon;
  const { scheme, host, port, target } = placeOf(url);
  let address = '';
  try {
    [address = ''] = await resolveName(process, host);
  } catch (error) {
    // A name that this world doesn't know is one that the reader's does.
    if (error instanceof NameError) throw new BuildError(`drydock: not simulated: ADD of ${url}`);
    throw error;
  }
  const failed = (why: string) => new FetchError(`Get ${JSON.stringify(url)}: ${why}`);
  try {
    const connection = await connect(process, address, port);
    if (scheme === 'https') throw failed('http: server gave HTTP response to HTTPS client');
    const response = await connection.http({
      method: 'GET',
      target,
      headers: { host: port === 80 ? host : `${host}:${port}`, 'user-agent': 'buildkit/v0.0.0+unknown' },
    });
    const { location } = response.headers;
    if (response.status >= 300 && response.status < 400 && location !== undefined) {
      if (redirects === 0) throw failed('stopped after 10 redirects');
      const base = `${scheme}://${host}:${port}`;
      return await get(daemon, location.startsWith('/') ? base + location : location, redirects - 1);
    }
    if (response.status < 200 || response.status >= 400) {
      throw new FetchError(`invalid response status ${response.status}`);
    }
    const modified = Date.parse(response.headers['last-modified'] ?? '') || 0;
    return { bytes: await response.body.readAll(), modified };
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    if (error.code === 'ECONNRESET') throw failed('EOF');
    const shown = host === 'localhost' ? '[::1]' : address;
    throw failed(`dial tcp ${shown}:${port}: connect: ${error.message.toLowerCase()}`);
  }
}
