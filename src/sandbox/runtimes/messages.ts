/** What a host needs to begin: see PageTerminal's StartState. */
export interface WorkerStart {
  readonly images: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** Commands that make the start state, run before the reader's first prompt. */
  readonly script?: string;
}

/** From the page to the worker that is the host. */
export type ToHost =
  | { readonly type: 'start'; readonly start: WorkerStart; readonly columns: number; readonly rows: number }
  | { readonly type: 'input'; readonly text: string }
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  /** The page has drawn so many more characters of output. */
  | { readonly type: 'drawn'; readonly characters: number };

/** From the host to the page. */
export type FromHost =
  | { readonly type: 'output'; readonly text: string }
  /** The shell has ended. */
  | { readonly type: 'exited'; readonly code: number }
  | { readonly type: 'failed'; readonly message: string };
