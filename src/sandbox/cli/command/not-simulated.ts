/** Groups of commands, and what `--help` says of them. */
export const GROUPS: Readonly<Record<string, string>> = {
  'docker builder': 'Manage builds',
  'docker buildx': 'Docker Buildx',
  'docker buildx history': 'Commands to work on build records',
  'docker buildx imagetools': 'Commands to work on images in registry',
  'docker builder history': 'Commands to work on build records',
  'docker builder imagetools': 'Commands to work on images in registry',
  'docker service': 'Manage Swarm services',
  'docker stack': 'Manage Swarm stacks',
  'docker node': 'Manage Swarm nodes',
  'docker secret': 'Manage Swarm secrets',
  'docker config': 'Manage Swarm configs',
  'docker swarm': 'Manage Swarm',
  'docker container': 'Manage containers',
  'docker context': 'Manage contexts',
  'docker image': 'Manage images',
  'docker manifest': 'Manage Docker image manifests and manifest lists',
  'docker network': 'Manage networks',
  'docker plugin': 'Manage plugins',
  'docker system': 'Manage Docker',
  'docker trust': 'Manage trust on Docker images',
  'docker volume': 'Manage volumes',
  'docker trust key': 'Manage keys for signing Docker images',
  'docker trust signer': 'Manage entities who can sign Docker images',
};

/** Docker has them, this host doesn't, and knows no more of them than this; REFUSED has those that are read. */
export const NOT_SIMULATED: Readonly<Record<string, string>> = {
  'docker system dial-stdio': 'Proxy the stdio stream to the daemon connection. Should not be invoked manually.',
  'docker buildx dial-stdio': 'Proxy current stdio streams to builder instance',
  'docker builder dial-stdio': 'Proxy current stdio streams to builder instance',
  'docker compose': 'Docker Compose',
};

/** Commands of programs of their own: everything after these words is not simulated. */
export const PLUGINS: readonly string[] = ['compose'];

/** Commands that want a daemon with experimental features: this one has none, as most. */
export const EXPERIMENTAL: Readonly<Record<string, string>> = {
  'docker checkpoint': 'Manage checkpoints',
  'docker checkpoint create': 'Create a checkpoint from a running container',
  'docker checkpoint ls': 'List checkpoints for a container',
  'docker checkpoint rm': 'Remove a checkpoint',
};
