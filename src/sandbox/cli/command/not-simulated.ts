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

/** Docker has them, this host doesn't yet. Files of commands take entries away from here. */
export const NOT_SIMULATED: Readonly<Record<string, string>> = {
  'docker plugin create':
    'Create a plugin from a rootfs and configuration. Plugin data directory must contain config.json and rootfs directory.',
  'docker plugin install': 'Install a plugin',
  'docker plugin push': 'Push a plugin to a registry',
  'docker plugin set': 'Change settings for a plugin',
  'docker plugin upgrade': 'Upgrade an existing plugin',
  'docker stack config': 'Outputs the final config file, after doing merges and interpolations',
  'docker system dial-stdio': 'Proxy the stdio stream to the daemon connection. Should not be invoked manually.',
  'docker trust inspect': 'Return low-level information about keys and signatures',
  'docker trust key generate': 'Generate and load a signing key-pair',
  'docker trust key load': 'Load a private key file for signing',
  'docker trust revoke': 'Remove trust for an image',
  'docker trust sign': 'Sign an image',
  'docker trust signer add': 'Add a signer',
  'docker trust signer remove': 'Remove a signer',
  'docker buildx dial-stdio': 'Proxy current stdio streams to builder instance',
  'docker builder dial-stdio': 'Proxy current stdio streams to builder instance',
  'docker buildx history export': 'Export build records into Docker Desktop bundle',
  'docker buildx history import': 'Import build records into Docker Desktop',
  'docker buildx history open': 'Open a build record in Docker Desktop',
  'docker builder history export': 'Export build records into Docker Desktop bundle',
  'docker builder history import': 'Import build records into Docker Desktop',
  'docker builder history open': 'Open a build record in Docker Desktop',
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
