import type { StartState } from '../../sandbox/ui/page-terminal.ts';

/** Something to start from, as the page hands it to its script. */
export interface Project {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly start: StartState;
  /** Commands to try, in their order. */
  readonly commands: readonly string[];
  /** The port to look at afterwards. */
  readonly port?: number;
}
