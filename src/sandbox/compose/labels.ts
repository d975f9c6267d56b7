/** Labels by which Compose knows its own. @see docker/compose pkg/api/labels.go */
export const PROJECT = 'com.docker.compose.project';
export const SERVICE = 'com.docker.compose.service';
export const CONFIG_HASH = 'com.docker.compose.config-hash';
export const NUMBER = 'com.docker.compose.container-number';
export const ONE_OFF = 'com.docker.compose.oneoff';
export const SLUG = 'com.docker.compose.slug';
export const IMAGE = 'com.docker.compose.image';
export const REPLACE = 'com.docker.compose.replace';
export const DEPENDENCIES = 'com.docker.compose.depends_on';
export const CONFIG_FILES = 'com.docker.compose.project.config_files';
export const WORKING_DIR = 'com.docker.compose.project.working_dir';
export const NETWORK = 'com.docker.compose.network';
export const VOLUME = 'com.docker.compose.volume';
export const VERSION_LABEL = 'com.docker.compose.version';

export const COMPOSE_VERSION = '2.40.3';
