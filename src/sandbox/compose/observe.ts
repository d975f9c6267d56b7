import type { ContainerSummary } from '../api/types/container.ts';
import type { Client } from '../client/client.ts';
import { ifFound } from '../client/not-found.ts';
import * as label from './labels.ts';

/** A container of a project, as its labels tell. */
export interface Observed {
  readonly id: string;
  /** Without `/`. */
  readonly name: string;
  readonly service: string;
  readonly number: number;
  readonly oneOff: boolean;
  readonly hash: string;
  /** Id of the image that it was made of. */
  readonly image: string;
  readonly summary: ContainerSummary;
  /** Place in the daemon's list: 0 is the newest. */
  readonly age: number;
}

export interface ObserveOptions {
  /** Also those that don't run. */
  readonly all?: boolean;
  readonly oneOff?: 'only' | 'exclude' | 'include';
}

const byName = (a: Observed, b: Observed) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** The containers of a project, sorted by name. */
export async function observe(client: Client, project: string, options: ObserveOptions = {}): Promise<Observed[]> {
  const { all = true, oneOff = 'exclude' } = options;
  const found = await client.containerList({ all, filters: new Map([['label', [`${label.PROJECT}=${project}`]]]) });
  return found
    .map((summary, age) => observed(summary, age))
    .filter((one) => oneOff === 'include' || one.oneOff === (oneOff === 'only'))
    .sort(byName);
}

export function observed(summary: ContainerSummary, age = 0): Observed {
  const { Labels } = summary;
  return {
    id: summary.Id,
    name: containerName(summary),
    service: Labels[label.SERVICE] ?? '',
    number: Number(Labels[label.NUMBER] ?? '1'),
    oneOff: Labels[label.ONE_OFF] === 'True',
    hash: Labels[label.CONFIG_HASH] ?? '',
    image: Labels[label.IMAGE] ?? '',
    summary,
    age,
  };
}

/** The name that isn't a link. */
function containerName({ Names, Id }: ContainerSummary): string {
  const names = Names.map((name) => name.replace(/^\//, ''));
  return names.find((name) => !name.includes('/')) ?? Id.slice(0, 12);
}

export const isRunning = ({ summary }: Observed) => summary.State === 'running' || summary.State === 'paused';

/** The id of an image; undefined where it isn't there. */
export async function imageId(client: Client, name: string): Promise<string | undefined> {
  return (await ifFound(client.imageInspect(name)))?.Id;
}
