import type { Filters } from '../api/filters.ts';
import { encodeFilters } from '../api/filters.ts';
import type { Transport } from '../api/transport.ts';
import { Requests } from './request.ts';

/** What the endpoints of every noun build on. */
export abstract class Endpoints {
  protected readonly http: Requests;

  constructor(transport: Transport, host?: string) {
    this.http = new Requests(transport, host);
  }
}

/** The query parameter of filters, absent when there are none. */
export const filtered = (filters: Filters | undefined): string | undefined =>
  filters === undefined || filters.size === 0 ? undefined : encodeFilters(filters);

/** A flag that is sent only when it is set. */
export const set = (value: boolean | undefined): true | undefined => (value === true ? true : undefined);
