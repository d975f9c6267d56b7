import type { Host } from '../../host/host.ts';
import { concat, type Bytes } from '../../kernel/bytes.ts';
import { Errno } from '../../kernel/errno.ts';
import { connect } from '../../kernel/net/connect.ts';
import type { HttpResponse } from '../../kernel/net/http.ts';
import { reasonOf } from '../../kernel/net/http1.ts';
import { NameError, resolveName } from '../../kernel/net/resolve-name.ts';
import type { Process } from '../../kernel/process.ts';
import type { WebAnswer } from './question.ts';

/** A browser that has waited so long gives up, ms of the host's clock. */
const PATIENCE_MS = 15_000;
/** Most octets of a page, or of a picture on it. */
const LARGEST = 2_000_000;

const FAILURES: Readonly<Record<string, Extract<WebAnswer, { failure: string }>['failure']>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
};

/** Asks as a browser on the host does: names are the host's, `localhost` is the host itself. */
export async function browse(host: Host, method: 'GET' | 'HEAD', url: string): Promise<WebAnswer> {
  const client = host.kernel.processes.get(1);
  if (client === undefined) throw new Error('the host is down');
  let cancel = (): void => {};
  const late = new Promise<WebAnswer>((resolve) => {
    cancel = host.kernel.clock.schedule(PATIENCE_MS, () => resolve({ failure: 'timeout' }));
  });
  try {
    return await Promise.race([ask(client, method, new URL(url)), late]);
  } catch (error) {
    if (error instanceof NameError) return { failure: 'unresolved' };
    const failure = error instanceof Errno ? FAILURES[error.code] : undefined;
    if (failure === undefined) throw error;
    return { failure };
  } finally {
    cancel();
  }
}

async function ask(client: Process, method: 'GET' | 'HEAD', url: URL): Promise<WebAnswer> {
  const port = url.port === '' ? 80 : Number(url.port);
  const [address = '127.0.0.1'] = await resolveName(client, url.hostname);
  const connection = await connect(client, address, port);
  const response = await connection.http({
    method,
    target: `${url.pathname}${url.search}`,
    headers: {
      host: url.host,
      'user-agent': 'Mozilla/5.0 (Drydock)',
      accept: 'text/html,*/*;q=0.8',
      connection: 'close',
    },
  });
  const body = await readBody(response);
  if (body === undefined) return { failure: 'large' };
  const { status, reason = reasonOf(status), headers } = response;
  return { status, reason, headers, body };
}

async function readBody({ body }: HttpResponse): Promise<Bytes | undefined> {
  const chunks: Bytes[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > LARGEST) return undefined;
    chunks.push(chunk);
  }
  return concat(chunks);
}
