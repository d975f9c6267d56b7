import type { Question } from './questions/question.ts';

/** What a host needs to begin: see PageTerminal's StartState. */
export interface WorkerStart {
  readonly images: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** Commands that make the start state, run before the reader's first prompt. */
  readonly script?: string;
}

/** From the page to the worker that is the host. */
export type ToHost =
  /** Boots the host; nothing is open yet. */
  | { readonly type: 'start'; readonly start: WorkerStart }
  /** A shell on a terminal of its own. The page chooses `shell`; what concerns it bears it. */
  | { readonly type: 'open'; readonly shell: number; readonly columns: number; readonly rows: number }
  /** The window of the shell is closed: it and its programs get SIGHUP. */
  | { readonly type: 'close'; readonly shell: number }
  | { readonly type: 'input'; readonly shell: number; readonly text: string }
  | { readonly type: 'resize'; readonly shell: number; readonly columns: number; readonly rows: number }
  /** The page has drawn so many more characters of output. */
  | { readonly type: 'drawn'; readonly shell: number; readonly characters: number }
  /** Is the host still there? Answered with `pong`, also while commands run. */
  | { readonly type: 'ping' }
  /** A request of the Engine API. The page chooses `id`; the answers bear it. */
  | {
      readonly type: 'request';
      readonly id: number;
      readonly method: string;
      /** Path with query: `/containers/json?all=1`. */
      readonly target: string;
      /** JSON. */
      readonly body?: string;
    }
  /** The rest of an answer, a stream of events for instance, is not wanted any more. */
  | { readonly type: 'cancel'; readonly id: number }
  /** What stands at these paths of the host's own file system? */
  | { readonly type: 'look'; readonly id: number; readonly paths: readonly string[] }
  /** Of an editor or a browser: see Questions. */
  | { readonly type: 'ask'; readonly id: number; readonly question: Question };

/** From the host to the page. */
export type FromHost =
  | { readonly type: 'output'; readonly shell: number; readonly text: string }
  /** The shell has read this command and runs it. */
  | { readonly type: 'command'; readonly shell: number; readonly command: string }
  /** The shell has ended. */
  | { readonly type: 'exited'; readonly shell: number; readonly code: number }
  | { readonly type: 'pong' }
  | { readonly type: 'failed'; readonly message: string }
  /** An answer of the Engine API: its head, pieces of its body, its end. */
  | { readonly type: 'head'; readonly id: number; readonly status: number }
  | { readonly type: 'body'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly type: 'end'; readonly id: number }
  /** The head of each file's text, a symbolic link's target, null where nothing can be read; as the paths were. */
  | { readonly type: 'found'; readonly id: number; readonly texts: readonly (string | null)[] }
  /** What the question's kind has as its answer. */
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'refused'; readonly id: number; readonly message: string };

/** What a runtime looks like from the page: a worker, or a process elsewhere that speaks the same messages. */
export interface HostPort {
  post(message: ToHost): void;
  onMessage(listener: (message: FromHost) => void): void;
  /** It has died, or could not begin; `reason` is fit to be shown. */
  onError(listener: (reason: string) => void): void;
  end(): void;
}
