import type { HostConnection } from './host-connection.ts';
import type { HostPort } from '../runtimes/messages.ts';
import type { EndedCommand, TypedCommand } from './typed-commands.ts';

/**
 * The contract between a page and its terminal, the element `<docker-terminal>`: one a page.
 * The page writes the start state into `data-start` and imports `docker-terminal.ts` when Run is first pressed.
 * A child with `data-actions` is kept, at the end of the terminal's bar.
 */
export interface PageTerminal extends HTMLElement {
  /**
   * Types the commands at the shell's prompt, one after another, and leaves the prompt to the reader.
   * A command of several lines holds `\n`.
   *
   * @returns when the last command has ended, or waits for input.
   * @throws {Error} when the sandbox does not load; `message` is fit to be shown. A later call tries again.
   */
  run(commands: readonly string[]): Promise<void>;
  /** Gives the start state back, in one shell with an empty screen. */
  reset(): Promise<void>;
  /** Puts the cursor into the terminal. */
  focus(options?: FocusOptions): void;
  /** Types commands again, with what was typed while they ran; as `run`, but leaves the focus where it is. */
  replay(commands: readonly TypedCommand[]): Promise<void>;
  /** Types text at the prompt, without Enter; nothing while there is no host. */
  insert(text: string): void;
  /** Starts the host if there is none. @throws {Error} when the sandbox does not load */
  start(): Promise<void>;
  /** Of the present host; undefined before the first and after its end. */
  readonly connection: HostConnection | undefined;
  /** Commands that haven't ended. */
  readonly running: readonly TypedCommand[];
  /** Where the next host runs: with `reset()` it is the present one. Default: a worker. */
  runtime: (() => HostPort) | undefined;
  /** Another shell on the same host, in a tab of its own. */
  openShell(): Promise<void>;
  /** All that the shell in front has shown, as plain text. */
  transcript(): string;
  /** What is selected in the shell in front, or else the last command that it read. */
  chosenCommand(): string;
}

/** JSON in the attribute `data-start`. */
export interface StartState {
  /** Images that are there before the first command. */
  readonly images: readonly string[];
  /** Files in the directory in which the commands run, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Commands that make the start state, run before the reader's first prompt. */
  readonly script?: string;
}

/** What the element tells; the events bubble. */
export interface TerminalEvents {
  /** A host has been started: the first one, or anew. */
  'drydock:host': CustomEvent<HostConnection>;
  /** The host has ended: why, if not because one wanted it. Without `preventDefault()` the terminal offers a new one. */
  'drydock:host-end': CustomEvent<string | undefined>;
  /** A shell has read a command and runs it. */
  'drydock:command': CustomEvent<string>;
  'drydock:command-end': CustomEvent<EndedCommand>;
  /**
   * A link to a port of the host was followed: `http://localhost:8080/`. A page that can show it calls
   * `preventDefault()`; where nobody does, the terminal says how to look at it.
   */
  'drydock:open-url': CustomEvent<string>;
  /** The menu's "Explain": where nobody calls `preventDefault()`, the page `data-explain` is opened. */
  'drydock:explain': CustomEvent<string>;
}
