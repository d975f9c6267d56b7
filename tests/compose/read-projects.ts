import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Scenario, ScenarioStep } from '../../src/sandbox/runtimes/scenario.ts';
import type { Recording } from '../transcripts/recordings.ts';

export interface ProjectStep extends ScenarioStep {
  /** A part of what it prints, on stdout or stderr. */
  readonly prints?: string;
  /** Of the command; 0 without it. A recorded project has it from the recording. */
  readonly exit?: number;
  readonly unordered?: boolean;
  readonly mask?: readonly string[];
}

/** A Compose project of the kind that people publish: its folder, and what one does with it. */
export interface PublishedProject extends Scenario<ProjectStep> {
  /** The fact that it shows. */
  readonly about: string;
  /** What the real engine answered, where its images allow it. */
  readonly recording?: Recording;
}

const FOLDER = join(import.meta.dirname, 'projects');
/** Files of a folder that are about the project, not of it. */
const ABOUT = ['scenario.yaml', 'recorded.json'];

/** All projects, by name. */
export function readProjects(): readonly PublishedProject[] {
  return globSync('*/scenario.yaml', { cwd: FOLDER })
    .sort()
    .map((path) => readProject(path.slice(0, path.indexOf('/'))));
}

function readProject(name: string): PublishedProject {
  const folder = join(FOLDER, name);
  const scenario = parse(readFileSync(join(folder, 'scenario.yaml'), 'utf8')) as Omit<PublishedProject, 'name'>;
  const recorded = join(folder, 'recorded.json');
  const paths = globSync(['**/*', '**/.*'], { cwd: folder }).filter(
    (path) => !ABOUT.includes(path) && statSync(join(folder, path)).isFile(),
  );
  return {
    ...scenario,
    name,
    files: Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')])),
    ...(existsSync(recorded) && { recording: JSON.parse(readFileSync(recorded, 'utf8')) as Recording }),
  };
}
