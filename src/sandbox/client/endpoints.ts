import type { Filters } from '../api/filters.ts';
import { encodeFilters } from '../api/filters.ts';
import type { Transport } from '../api/transport.ts';
import { EmptyNameError, Requests } from './request.ts';

/** What the endpoints of every noun build on. */
export abstract class Endpoints {
  protected readonly http: Requests;

  /** @param version of the API: that of DOCKER_API_VERSION, or the newest */
  constructor(transport: Transport, host?: string, version?: string) {
    this.http = new Requests(transport, host, version);
  }
}

/** The query parameter of filters, absent when there are none. */
export const filtered = (filters: Filters | undefined): string | undefined =>
  filters === undefined || filters.size === 0 ? undefined : encodeFilters(filters);

/** A flag that is sent only when it is set. */
export const set = (value: boolean | undefined): true | undefined => (value === true ? true : undefined);

/** @throws {EmptyNameError} there is nothing but blanks */
export function refuseEmpty(noun: 'container' | 'network' | 'volume', name: string): string {
  if (name.trim() === '') throw new EmptyNameError(noun);
  return name;
}

/** The name of a thing in a path, as Go's client puts it there: slashes stay. */
export const segment = (noun: 'container' | 'network' | 'volume', name: string): string =>
  refuseEmpty(noun, name).split('/').map(encodeURIComponent).join('/');

export const pathPart = (name: string): string => segment('container', name);
