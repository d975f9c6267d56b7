import { type CollectionEntry, getCollection } from 'astro:content';
import type { StartState } from '../../sandbox/ui/page-terminal.ts';
import { readScenario } from '../snippet/scenario.ts';
import { DRILL_LEVELS, DRILL_TOPICS, type DrillTopic } from './levels.ts';

export type Drill = CollectionEntry<'drills'>;

/** Drills by topic, in the order of the topics; the easier first. */
export async function drillsByTopic(): Promise<{ topic: DrillTopic; drills: Drill[] }[]> {
  const drills = await getCollection('drills');
  return DRILL_TOPICS.map((topic) => ({
    topic,
    drills: drills
      .filter(({ data }) => data.topic === topic)
      .toSorted(
        (a, b) =>
          DRILL_LEVELS.indexOf(a.data.level) - DRILL_LEVELS.indexOf(b.data.level) ||
          a.data.title.localeCompare(b.data.title, 'en'),
      ),
  })).filter((group) => group.drills.length > 0);
}

/** State of the drill's terminal: its scenario, then its own commands. How the last of them ends does not matter. */
export async function drillStart({ data: { images, files, scenario, start } }: Drill): Promise<StartState> {
  const parts = [
    ...(scenario === undefined ? [] : [await readScenario(scenario)]),
    ...(start === undefined ? [] : [start]),
  ];
  return { images, files, ...(parts.length > 0 && { script: [...parts, 'true'].join('\n') }) };
}
