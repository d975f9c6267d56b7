import type { ImageConfig } from './types/image.ts';

/** The configuration of an image that says nothing. */
export const EMPTY_IMAGE_CONFIG: ImageConfig = {
  Cmd: null,
  Entrypoint: null,
  Env: null,
  Labels: null,
  OnBuild: null,
  User: '',
  Volumes: null,
  WorkingDir: '',
};
