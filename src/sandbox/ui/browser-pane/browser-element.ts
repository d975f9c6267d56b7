import type { HostConnection } from '../host-connection.ts';

/** The contract between a page and `<host-browser>`: what published ports of the host serve. */
export interface HostBrowser extends HTMLElement {
  connect(connection: HostConnection | undefined): void;
  /** Goes to an address: `http://localhost:8080/`; `http://` may be left out. */
  go(address: string): Promise<void>;
  /** Looks again which ports are published. */
  refresh(): Promise<void>;
}

export const BROWSER_ELEMENT = 'host-browser';
