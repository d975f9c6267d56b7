export const DRILL_LEVELS = ['junior', 'mid', 'senior'] as const;
export type DrillLevel = (typeof DRILL_LEVELS)[number];

export const LEVEL_TITLES: Readonly<Record<DrillLevel, string>> = {
  junior: 'Junior',
  mid: 'Mid-level',
  senior: 'Senior',
};

/** In the order in which they are listed. */
export const DRILL_TOPICS = [
  'containers',
  'images',
  'dockerfile',
  'volumes',
  'networking',
  'limits',
  'compose',
  'swarm',
  'security',
  'kernel',
] as const;
export type DrillTopic = (typeof DRILL_TOPICS)[number];

export const TOPIC_TITLES: Readonly<Record<DrillTopic, string>> = {
  containers: 'Containers',
  images: 'Images',
  dockerfile: 'Dockerfiles and builds',
  volumes: 'Volumes and files',
  networking: 'Networking',
  limits: 'Limits and processes',
  compose: 'Compose',
  swarm: 'Swarm',
  security: 'Security',
  kernel: 'Under the hood',
};
