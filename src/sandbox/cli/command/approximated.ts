/** What is accepted and shown, but does less here than on a real host: for docs/fidelity.md. */
export const APPROXIMATED: Readonly<Record<string, string>> = {
  '--security-opt apparmor=…, label=…':
    'kept and shown; the host has neither AppArmor nor SELinux, so nothing is confined',
  '--security-opt seccomp=…': 'the default profile and `unconfined` only; a profile of your own is refused',
  '--kernel-memory': 'without an effect, as on the engine, which no longer knows it',
  '--blkio-weight': 'discarded with a warning, as on every host without the bfq scheduler',
  '--memory-swappiness, --oom-kill-disable': 'discarded with a warning, as on every host with cgroup v2',
  '--log-opt compress, tag, labels, env':
    'kept and shown; old log files are not compressed, `docker logs --details` shows no attributes',
  '--mount bind-propagation, consistency': 'kept and shown; mounts made later on either side do not spread',
  '--annotation': 'kept and shown; there is no other runtime that would read it',
  'docker login': 'a registry in a container takes any name and password; Docker Hub has no accounts here',
  'docker push, docker pull':
    'the octets of layers do not travel; a registry keeps manifests, configurations and sizes as files',
  'docker build --load': 'accepted; an image that is built is always there',
  'docker build --annotation': 'checked; as on every host with the classic image store it leaves nothing in the image',
  'docker build --cache-to, --cache-from':
    'the octets of layers do not travel: a cache works for all builders of this host, by what names it; what the docker-container driver tells of writing one is from BuildKit’s source, not compared; caches of gha, s3 and azblob are left out or refused',
  'docker build --memory; RUN --device': 'accepted without an effect on what is built',
  'docker swarm, docker node':
    'up to three machines, reached by `ssh node2` and `ssh node3`; the managers share one copy of their state, and a leader without a majority stops answering at once',
  'docker swarm ca --rotate': 'the certificates are not used to sign anything',
  'docker buildx bake': 'targets are built one after the other; `--progress rawjson` has a form of its own',
  'docker buildx create, the driver docker-container':
    'builds are the engine’s, with a cache of their own for each builder; the reference had a worker of the engine’s BuildKit, so the version v0.25.1, the labels of the worker and the lines of buildkitd are from its source, not compared',
  'docker buildx build --push, imagetools create':
    'the refusals without a login (`insufficient_scope`, `no basic auth credentials`) are from BuildKit’s source, not compared; provenance is kept in short, and not in an archive of `--output type=oci`, whose layers are not packed; `--sbom` is refused',
  'docker save':
    'all files of an image are in its top layer; the configuration names the image that it is, as the catalogue has real ids',
  'docker export, docker save: sizes':
    'an image has the files that its programs need, each as long as the real one; the others are left out, so an archive is smaller than `docker images` says',
  'executables, ldd':
    'loaders and libraries are those of Debian 12 and of musl; a library itself is not read, and one that is left out there is not wanted',
  '/var/lib/docker/overlay2':
    'a container has its own layer; of an image only the top layer is there, with all of its files',
};
