import type { ScenarioResult } from '../../src/sandbox/runtimes/scenario.ts';
import type { Recording } from './recordings.ts';

export function normalize(text: string, mask?: readonly string[], unordered?: boolean): string;
export function compareScenario(recorded: Recording, replayed: ScenarioResult): { run: string; differs: string[] }[];
