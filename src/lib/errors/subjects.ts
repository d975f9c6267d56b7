/** Subjects by which errors are grouped, in the order of the page. */
export const ERROR_SUBJECTS = [
  'cli',
  'run',
  'exit-codes',
  'containers',
  'images',
  'build',
  'volumes',
  'networks',
  'compose',
  'permission',
  'resources',
  'platform',
  'daemon',
  'swarm',
] as const;
export type ErrorSubject = (typeof ERROR_SUBJECTS)[number];

export const SUBJECT_TITLES: Readonly<Record<ErrorSubject, string>> = {
  cli: 'On the command line',
  run: 'Starting a container',
  'exit-codes': 'Exit codes',
  containers: 'Containers that exist',
  images: 'Images and registries',
  build: 'Building',
  volumes: 'Volumes and mounts',
  networks: 'Networks and ports',
  compose: 'Compose',
  permission: 'Users and permissions',
  resources: 'Memory, disk, processes',
  platform: 'Platforms',
  daemon: 'Reaching the daemon',
  swarm: 'Swarm',
};
