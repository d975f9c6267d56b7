import { UsageError } from '../errors.ts';
import { isIPAddress } from './ip-address.ts';
import { goQuote } from '../../api/go-quote.ts';

/** A value of `--add-host`: `name:ip` or `name=ip`, also `name:host-gateway`. @returns `name:ip` */
export function parseExtraHost(text: string): string {
  const at = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
  const name = at < 0 ? '' : text.slice(0, at);
  if (name === '' || name.includes(':')) throw new UsageError(`bad format for add-host: ${goQuote(text)}`);
  const address = text.slice(at + 1).replace(/^\[(.+)\]$/, '$1');
  if (address !== 'host-gateway' && !isIPAddress(address)) {
    throw new UsageError(`invalid IP address in add-host: ${goQuote(address)}`);
  }
  return `${name}:${address}`;
}
