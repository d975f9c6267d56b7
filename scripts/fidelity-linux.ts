/** What the host's Linux does, for docs/fidelity.md; written by hand, a row a feature. */
export const LINUX: readonly (readonly [
  feature: string,
  how: 'simulated' | 'approximated' | 'refused',
  note: string,
])[] = [
  [
    'namespaces of eight kinds',
    'simulated',
    '`unshare`, `nsenter`, `lsns`, `/proc/PID/ns/*`, files of bound namespaces',
  ],
  ['time namespaces', 'approximated', 'offsets are kept; only `/proc/uptime` shows that of boot time'],
  [
    'user namespaces',
    'simulated',
    'uid_map, gid_map and setgroups by their rules; owners without a mapping look like nobody',
  ],
  ['ranges of subordinate ids', 'refused', '`unshare --map-auto`, newuidmap'],
  [
    'mounts',
    'simulated',
    'bind, move, tmpfs, proc, sysfs, cgroup2, devpts, overlay, remount, shared, slave, private, pivot_root, chroot',
  ],
  [
    'overlay',
    'simulated',
    'copy-up, whiteouts, opaque directories, EXDEV for merged directories; the options index, metacopy and redirect_dir change nothing',
  ],
  ['block devices, loop devices', 'refused', ''],
  ['cgroup v2', 'simulated', 'controllers cpuset, cpu, memory, pids by the rules of subtree_control; freeze and kill'],
  ['cgroup io, pressure', 'approximated', 'the files are there, and nothing is counted'],
  ['memory', 'approximated', 'a process takes what its program asks for, half a MiB at least; no page cache, no swap'],
  ['capabilities', 'approximated', 'effective and bounding set; ambient and inheritable are empty, files have none'],
  [
    'seccomp',
    'approximated',
    '/proc/PID/status shows it; of the system calls only unshare(2) is filtered, as by the profile of Docker',
  ],
  [
    '`runc`, `ctr`',
    'approximated',
    'bundles by hand and the containers of Docker; no user namespaces, hooks, checkpoints or events; ctr shows what Docker left in containerd',
  ],
  [
    'limits of processes',
    'approximated',
    'nofile bites, as do pids.max and the size of a tmpfs; the others are kept and shown',
  ],
  [
    'cgroup v1',
    'approximated',
    'a host of its own (scenario cgroup-v1, or `umount /sys/fs/cgroup` and `mount -t cgroup`): cpu, cpuacct, cpuset, memory, blkio, freezer, pids and named hierarchies; of a process in different groups the one it joined last limits it; no devices, net_cls, kernel memory, oom_control',
  ],
  ['AppArmor, SELinux', 'refused', ''],
  [
    'systemd',
    'approximated',
    '`systemctl status`, `is-active`, `systemd-cgls`, `systemd-run --scope`; units are not started or stopped',
  ],
  ['journal', 'refused', ''],
  [
    'nginx, redis, python with Flask, registry',
    'simulated',
    'models that read their own configuration, files and sources; compared with the reference where it has them',
  ],
  [
    'Apache httpd',
    'approximated',
    'its texts are not recorded; options of all `<Directory>` sections count together, `<IfModule>` sections are skipped where their module is missing',
  ],
  [
    'postgres with psql, pg_dump, pg_isready',
    'approximated',
    'SQL by SQLite under the words of psql 15.18, which were recorded; one session at a time in a transaction; wire protocol and form of dumps are the sandbox’s own; `\\d` of constraints added later, functions, extensions, arrays and `WITH RECURSIVE` are refused',
  ],
  [
    'mysql and mariadb with mysqladmin, mysqldump',
    'approximated',
    'SQL by SQLite; texts of MariaDB 10.11 were recorded, those of MySQL and the logs of both are from memory; privileges are not checked',
  ],
  [
    'node, npm',
    'approximated',
    'scripts run in QuickJS with `http`, `fs`, `os`, `path`, timers and modules; an unhandled rejection is not noticed; npm knows express, cors, dotenv, morgan, uuid, body-parser; npx is refused',
  ],
  ['pip', 'approximated', 'knows Flask and redis; lines of downloads are from memory'],
  ['mongo, traefik, jenkins', 'approximated', 'their start, logs and refusals, from memory; their clients are refused'],
  [
    'java, javac, jar',
    'approximated',
    'static methods with int, String and boolean, without imports; a class file holds the source',
  ],
  [
    'apt-get, apk',
    'approximated',
    'packages whose programs the sandbox has; texts of a successful install are not recorded',
  ],
  [
    'vi',
    'approximated',
    "BusyBox's; compared with it over a thousand drawn keys: rare cases of undo, counts and scrolling differ",
  ],
  ['dpkg, vim, nano', 'refused', ''],
];
