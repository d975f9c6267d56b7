import type { Kernel } from '../../kernel/kernel.ts';
import type { Container } from '../container.ts';
import type { ContainerSpec } from '../spec.ts';

/** Where runc keeps the state of containers made by hand, and of Docker's. */
export const RUNC_ROOT = '/run/runc';
export const DOCKER_RUNC_ROOT = '/run/docker/runtime-runc/moby';

/** What runc knows of a container, beside its processes. */
export interface KnownContainer {
  readonly container: Container;
  readonly spec: ContainerSpec;
  /** Directory with config.json. */
  readonly bundle: string;
  readonly rootfs: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

export type ContainerStatus = 'created' | 'running' | 'paused' | 'stopped';

const tables = new WeakMap<Kernel, Map<string, Map<string, KnownContainer>>>();

/** The containers of a `--root`, by their ids. */
export function containersBelow(kernel: Kernel, root: string): Map<string, KnownContainer> {
  const roots = tables.get(kernel) ?? new Map<string, Map<string, KnownContainer>>();
  tables.set(kernel, roots);
  const known = roots.get(root) ?? new Map<string, KnownContainer>();
  roots.set(root, known);
  return known;
}

export function statusOf({ container }: KnownContainer): ContainerStatus {
  if (container.init.status !== undefined) return 'stopped';
  if (container.cgroup.frozen) return 'paused';
  return container.started ? 'running' : 'created';
}

/** `2026-11-21T10:22:47.491723094Z` */
export const timeText = (ms: number): string => new Date(ms).toISOString().replace('Z', '000000Z');
