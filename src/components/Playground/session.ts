import { keepState } from '../../lib/playground/keep.ts';
import { beforeLastCommand, type PlaygroundState, type Step, withStep } from '../../lib/playground/state.ts';
import type { PageTerminal } from '../../sandbox/ui/page-terminal.ts';
import type { EndedCommand } from '../../sandbox/ui/typed-commands.ts';
import { clearTrouble, messageOf, say, tellTrouble } from './notice.ts';

/** A command that is typed again may take so long; then it counts as one that runs until it is stopped, ms. */
const PATIENCE_MS = 30_000;

/** The session on the page's host: what made it, so that it can be made again. */
export class Session {
  readonly #terminal: PageTerminal;
  #state: PlaygroundState;
  /** Being made again: what happens is no news. */
  #making = 0;
  #storageTold = false;
  /** A command ran when the host ended. */
  #ran = false;

  constructor(terminal: PageTerminal, state: PlaygroundState) {
    this.#terminal = terminal;
    this.#state = state;
    terminal.addEventListener('drydock:command', ({ detail }: CustomEvent<string>) => this.#add({ run: detail }));
    terminal.addEventListener('drydock:command-end', ({ detail }: CustomEvent<EndedCommand>) => this.#ended(detail));
    terminal.addEventListener('drydock:host-end', (event: CustomEvent<string | undefined>) => this.#died(event));
    document.addEventListener('drydock:reset', () => this.#startedAnew());
    addEventListener('drydock:written', ({ detail }: CustomEvent<{ path: string; text: string }>) =>
      this.#add({ write: detail.path, text: detail.text }),
    );
  }

  get state(): PlaygroundState {
    return this.#state;
  }

  /** Makes a host of a state: its start, then each step as it was done. @returns whether all went well */
  async make(state: PlaygroundState, words: string): Promise<boolean> {
    this.#making += 1;
    const mine = this.#making;
    clearTrouble();
    say(words);
    this.#state = state;
    this.#terminal.dataset['start'] = JSON.stringify(state.start);
    try {
      await this.#terminal.reset();
      for (const step of state.steps) {
        if (mine !== this.#making) return false;
        if (!(await this.#redo(step))) {
          this.#stuckAt(step, state);
          break;
        }
      }
    } catch (cause) {
      if (mine !== this.#making) return false;
      this.#making = 0;
      tellTrouble(
        `The host could not be started: ${messageOf(cause)}. Your session is kept.`,
        'Try again',
        () => void this.make(state, 'Starting the host …'),
      );
      return false;
    }
    if (mine !== this.#making) return false;
    this.#making = 0;
    this.#keep();
    say('');
    return true;
  }

  /** The state before the last command. */
  async undo(): Promise<void> {
    const before = beforeLastCommand(this.#state);
    if (before === undefined) return say('There is no command to undo.');
    const last = this.#state.steps.findLast((step) => 'run' in step);
    const line = last !== undefined && 'run' in last ? last.run : '';
    if (await this.make(before, `Undoing “${line}”: the commands before it are typed again …`)) say(`Undone: ${line}`);
  }

  async reset(): Promise<void> {
    if (await this.make({ ...this.#state, steps: [] }, 'A fresh host …')) say('The host is as at its start.');
  }

  async #redo(step: Step): Promise<boolean> {
    if ('write' in step) {
      await this.#terminal.connection?.ask({ kind: 'write', path: step.write, text: step.text });
      return true;
    }
    const { run, input } = step;
    const typed = this.#terminal.replay([{ command: run, ...(input !== undefined && { input }) }]).then(() => true);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), PATIENCE_MS)));
    const inTime = await Promise.race([typed, late]);
    clearTimeout(timer);
    return inTime;
  }

  #stuckAt(step: Step, state: PlaygroundState): void {
    const line = 'run' in step ? step.run : step.write;
    const left = state.steps.length - state.steps.indexOf(step) - 1;
    this.#state = { ...state, steps: state.steps.slice(0, state.steps.indexOf(step) + 1) };
    if (left > 0) {
      tellTrouble(`“${line}” still runs; ${left} later steps were left out.`, 'All right', () =>
        this.#terminal.focus(),
      );
    }
  }

  #add(step: Step): void {
    if (this.#making > 0) return;
    this.#state = withStep(this.#state, step);
    if ('write' in step) this.#keep();
  }

  #ended({ command, input }: EndedCommand): void {
    if (this.#making > 0) return;
    if (input !== undefined) {
      const index = this.#state.steps.findLastIndex(
        (step) => 'run' in step && step.run === command && step.input === undefined,
      );
      const step = { run: command, input };
      if (index >= 0) this.#state = { ...this.#state, steps: this.#state.steps.with(index, step) };
    }
    this.#keep();
  }

  /** The worker has died. What ran when it did is not part of the last good state. */
  #died(event: CustomEvent<string | undefined>): void {
    const reason = event.detail;
    this.#ran = this.#terminal.running.length > 0;
    if (reason === undefined || this.#making > 0) return;
    event.preventDefault();
    const ran = this.#ran;
    const good = this.#lastGood();
    this.#state = good;
    this.#keep();
    const what = ran ? 'Your session up to the command before is kept.' : 'Your session is kept.';
    tellTrouble(
      `The sandbox stopped: ${reason}. ${what}`,
      'Go on',
      () => void this.make(good, 'Making the host again …'),
    );
  }

  /** The reader has given up a host that was stuck; the terminal has a new one. */
  #startedAnew(): void {
    if (this.#making > 0) return;
    const good = this.#lastGood();
    this.#state = { ...good, steps: [] };
    if (good.steps.length === 0) return;
    tellTrouble(
      'This is a new host. Your session up to the command before is kept.',
      'Bring it back',
      () => void this.make(good, 'Making the host again …'),
    );
  }

  #lastGood(): PlaygroundState {
    return this.#ran ? (beforeLastCommand(this.#state) ?? this.#state) : this.#state;
  }

  #keep(): void {
    const kept = keepState(this.#state);
    if (kept === 'kept' || this.#storageTold) return;
    this.#storageTold = true;
    say(
      kept === 'full'
        ? 'This browser’s storage is full: the session is not kept when you leave. Share or download it.'
        : 'This browser forbids storage: the session is not kept when you leave. Share or download it.',
    );
  }
}

declare global {
  interface HTMLElementEventMap {
    'drydock:command': CustomEvent<string>;
    'drydock:command-end': CustomEvent<EndedCommand>;
    'drydock:host-end': CustomEvent<string | undefined>;
  }
  interface WindowEventMap {
    'drydock:written': CustomEvent<{ path: string; text: string }>;
  }
}
