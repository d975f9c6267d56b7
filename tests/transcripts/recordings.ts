import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseScenario, type Scenario, type ScenarioStep } from '../../src/sandbox/runtimes/scenario.ts';

export interface RecordedStep extends ScenarioStep {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
  readonly mask?: readonly string[];
  readonly unordered?: boolean;
}

/** A scenario with what the real engine answered. */
export type Recording = Scenario<RecordedStep>;

const FOLDER = join(import.meta.dirname, 'recordings');

/** All recordings, by name. */
export function readRecordings(): readonly Recording[] {
  const files = globSync('*/*.json', { cwd: FOLDER }).sort();
  return files.map((file) => parseScenario(readFileSync(join(FOLDER, file), 'utf8')) as Recording);
}

/** The subject of a recording: `containers` of `containers-11/rename`. */
export const groupOf = ({ name }: { readonly name: string }): string =>
  (name.split('/')[0] ?? name).replace(/-\d+$/, '');
