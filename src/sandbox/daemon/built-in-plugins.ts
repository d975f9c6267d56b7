/** What every engine brings along, by kind, as `docker info` and `docker node inspect` list it. */
export const BUILT_IN_PLUGINS = {
  Log: ['awslogs', 'fluentd', 'gelf', 'journald', 'json-file', 'local', 'splunk', 'syslog'],
  Network: ['bridge', 'host', 'ipvlan', 'macvlan', 'null', 'overlay'],
  Volume: ['local'],
} as const;
