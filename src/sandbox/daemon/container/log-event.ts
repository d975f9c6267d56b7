import type { Daemon } from '../daemon.ts';
import type { ContainerRecord } from '../state.ts';

/** An event of a container: with its labels, its image and its name, as the engine adds them. */
export function logContainerEvent(
  daemon: Daemon,
  record: ContainerRecord,
  action: string,
  attributes: Readonly<Record<string, string>> = {},
): void {
  const { Labels, Image } = record.config;
  daemon.events.log('container', action, record.id, { ...Labels, ...attributes, image: Image, name: record.name });
}
