import { decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { connect } from '../../../kernel/net/connect.ts';
import { NameError, resolveName } from '../../../kernel/net/resolve-name.ts';
import { hostHeader, parseWebAddress } from '../../net/url.ts';
import { pyError } from './exceptions.ts';
import { fileObject } from './file.ts';
import type { Interpreter } from './interpreter.ts';
import type { Value } from './values.ts';

/** Of urllib.request. */
export async function urlopen({ process }: Interpreter, url: string, version: string): Promise<Value> {
  const address = parseWebAddress(url);
  if (address === undefined || !url.includes('://')) throw pyError('ValueError', `unknown url type: '${url}'`);
  if (address.scheme !== 'http')
    throw pyError('NotImplementedError', `drydock: not simulated: python: ${address.scheme}`);
  try {
    const [ip = ''] = await resolveName(process, address.host);
    const connection = await connect(process, ip, address.port);
    const minor = version.split('.').slice(0, 2).join('.');
    const headers = {
      'accept-encoding': 'identity',
      host: hostHeader(address),
      'user-agent': `Python-urllib/${minor}`,
      connection: 'close',
    };
    const response = await process.waitFor(connection.http({ method: 'GET', target: address.target, headers }));
    const body = decode(await process.waitFor(response.body.readAll()));
    if (response.status >= 400) throw pyError('HTTPError', `HTTP Error ${response.status}: ${response.reason ?? ''}`);
    const object = fileObject({ binary: true, read: async () => body });
    object.attributes.set('status', BigInt(response.status));
    return object;
  } catch (error) {
    if (error instanceof NameError)
      throw pyError('URLError', `<urlopen error [Errno ${error.kind === 'unknown' ? -2 : -3}] ${error.message}>`);
    if (error instanceof Errno) throw pyError('URLError', `<urlopen error [Errno 111] ${error.message}>`);
    throw error;
  }
}
