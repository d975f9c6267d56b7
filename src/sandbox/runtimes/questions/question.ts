/** A file of the project, or a directory. Paths begin below the directory that was asked for. */
export interface FileEntry {
  readonly path: string;
  readonly type: 'file' | 'directory';
  /** Octets; 0 of directories. */
  readonly size: number;
}

/** Why a file has no text: it isn't there, is no UTF-8, or is longer than an editor should hold. */
export type Unreadable = 'missing' | 'binary' | 'large';

export type FileText = { readonly text: string } | { readonly unreadable: Unreadable };

/** Something that is wrong with a file. Lines and columns count from 1; both ends belong to it. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly startLine: number;
  readonly endLine: number;
  /** Columns, where one word of the line is meant; `to` is behind its last letter. */
  readonly columns?: { readonly from: number; readonly to: number };
  readonly message: string;
  /** Who says so: `BuildKit`, `docker compose`. */
  readonly source: string;
  /** A page about the rule. */
  readonly url?: string;
}

/** What some lines of a file do. Texts are Markdown with inline code. */
export interface Meaning {
  readonly startLine: number;
  readonly endLine: number;
  /** `RUN`, `services.web.ports` */
  readonly title: string;
  readonly texts: readonly string[];
}

export interface Study {
  readonly findings: readonly Finding[];
  readonly meanings: readonly Meaning[];
}

/** What a browser on the host's own machine gets. */
export type WebAnswer =
  | {
      readonly status: number;
      readonly reason: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  /** `unresolved`: no such name; the others as connect(2) has them. */
  | { readonly failure: 'refused' | 'reset' | 'timeout' | 'unreachable' | 'unresolved' | 'large' };

/** What a command came to that nobody typed. */
export interface RunAnswer {
  readonly exit: number | 'timeout';
  /** Standard output, then standard error. */
  readonly output: string;
}

/** Words that an editor completes. */
export interface Vocabulary {
  /** `FROM`, `RUN` … */
  readonly instructions: readonly string[];
  /** Keys of Compose files and what they mean (Markdown), by the keys above them; `*` is any name: `services.*.build`. */
  readonly composeKeys: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What a page may ask of its host: the question, and what the answer is. */
export interface Questions {
  /** What lies below a directory. */
  readonly list: { readonly ask: { readonly path: string }; readonly answer: readonly FileEntry[] };
  readonly read: { readonly ask: { readonly path: string }; readonly answer: FileText };
  /** Writes a file, and makes the directories above it; refused where there is no room, or a directory of that name. */
  readonly write: { readonly ask: { readonly path: string; readonly text: string }; readonly answer: null };
  readonly remove: { readonly ask: { readonly path: string }; readonly answer: null };
  readonly study: { readonly ask: { readonly path: string }; readonly answer: Study };
  readonly vocabulary: { readonly ask: unknown; readonly answer: Vocabulary };
  readonly browse: {
    readonly ask: { readonly method: 'GET' | 'HEAD'; readonly url: string };
    readonly answer: WebAnswer;
  };
  /** A command that no shell of the reader shows; killed after `limitMs` of the host's time. */
  readonly run: { readonly ask: { readonly command: string; readonly limitMs: number }; readonly answer: RunAnswer };
}

export type Question = {
  readonly [Kind in keyof Questions]: { readonly kind: Kind } & Questions[Kind]['ask'];
}[keyof Questions];

export type AnswerTo<Q extends Question> = Questions[Q['kind']]['answer'];
