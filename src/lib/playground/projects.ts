import { getCollection } from 'astro:content';
import type { Project } from './project.ts';

const SCENARIOS = import.meta.glob<string>('../../sandbox/host/scenarios/*.sh', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** All projects, in their order. @throws for one whose scenario there is no file for */
export async function listProjects(): Promise<Project[]> {
  const entries = await getCollection('projects');
  return entries
    .toSorted((a, b) => a.data.order - b.data.order)
    .map(({ id, data: { title, about, images, files, scenario, try: commands, port } }) => ({
      id,
      title,
      about,
      start: { images, files, ...(scenario !== undefined && { script: scriptOf(scenario) }) },
      commands,
      ...(port !== undefined && { port }),
    }));
}

function scriptOf(scenario: string): string {
  const text = SCENARIOS[`../../sandbox/host/scenarios/${scenario}.sh`];
  if (text === undefined) throw new Error(`no scenario ${scenario}`);
  return text;
}
