# A host as systemd boots it with systemd.unified_cgroup_hierarchy=0: a file system for each set of controllers.
cd /sys/fs
umount cgroup
mount -t tmpfs -o nosuid,nodev,noexec,mode=755 tmpfs cgroup
cd cgroup
flags=nosuid,nodev,noexec
mkdir systemd cpu,cpuacct cpuset memory blkio freezer pids
mount -t cgroup -o $flags,none,name=systemd cgroup systemd
for controllers in cpu,cpuacct cpuset memory blkio freezer pids; do
  mount -t cgroup -o $flags,$controllers cgroup $controllers
done
ln -s cpu,cpuacct cpu
ln -s cpu,cpuacct cpuacct
mount -o remount,ro .
cd
