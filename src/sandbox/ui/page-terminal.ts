/**
 * The contract between a page and its terminal, the element `<docker-terminal>`: one a page, in the dock.
 * The page writes the start state into `data-start` and imports `docker-terminal.ts` when Run is first pressed.
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
  /** Gives the start state back and clears the screen. */
  reset(): Promise<void>;
  /** Puts the cursor into the terminal. */
  focus(options?: FocusOptions): void;
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

/**
 * Colours: the element takes them from the page's custom properties `--console`, `--console-text`,
 * `--console-output`, `--console-prompt`, `--selection` and `--token-…`, and listens to `drydock:theme` on the document for a change.
 */
export const TERMINAL_ELEMENT = 'docker-terminal';
