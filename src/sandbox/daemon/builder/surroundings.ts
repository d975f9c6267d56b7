import type { FileSource } from './operation.ts';
import type { StageState } from './stage-state.ts';

/** What instructions need to know of the rest of the build. */
export interface Surroundings {
  /**
   * A stage by name or number, a named context or an image; '' is the main context.
   *
   * @throws {BuildError} of a stage that comes later
   */
  readonly source: (from: string, mountedAt?: string) => FileSource;
  /** ADD can ask servers for files. */
  readonly fetches?: boolean;
  readonly network: string;
  readonly useCache: (state: StageState) => boolean;
}
