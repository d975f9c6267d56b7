import type { HostConnection } from '../host-connection.ts';

/** The contract between a page and `<host-editor>`: files below a directory of the host. */
export interface HostEditor extends HTMLElement {
  /** Directory whose files are shown. */
  root: string;
  /** Gives it another host; its files are read anew. */
  connect(connection: HostConnection | undefined): Promise<void>;
  /** Reads again what may have changed on the host. */
  refresh(): Promise<void>;
  /** Shows a file; `path` is below `root`. */
  open(path: string): Promise<void>;
  /** Writes what isn't written yet. */
  save(): Promise<void>;
}

export const EDITOR_ELEMENT = 'host-editor';

/** Events of the editor; they bubble. */
export interface EditorEvents {
  /** A file has been written; `path` is absolute. */
  'drydock:written': CustomEvent<{ readonly path: string; readonly text: string }>;
}
