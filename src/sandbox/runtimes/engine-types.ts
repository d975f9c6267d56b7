/** What the Engine API answers, for views of the host: they may not know the rooms behind the worker. */
export type { ContainerInspect, ContainerSummary } from '../api/types/container.ts';
export type { ImageInspect, ImageSummary } from '../api/types/image.ts';
export type { NetworkInspect } from '../api/types/network.ts';
export type { EventMessage } from '../api/types/system.ts';
export type { Volume, VolumeListResponse } from '../api/types/volume.ts';
