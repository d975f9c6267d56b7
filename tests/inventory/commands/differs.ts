interface NotCompared {
  /** Why no recording can be compared. */
  readonly reason: string;
  /** What ours prints. */
  readonly shows: RegExp;
}

/** Commands of the inventory that no recording shows, by id. */
export const NOT_COMPARED: Readonly<Record<string, NotCompared>> = {
  c001: { reason: 'the processes of the host are its own', shows: /^UID +PID +PPID +C STIME TTY +TIME CMD\n/ },
  c003: { reason: 'an editor wants a terminal', shows: /vi/ },
};

const UNREACHABLE = 'the recording engine has no network; here the packages of a catalogue are at hand';
const REMOTE = 'a build of something that lies elsewhere says that it is not simulated';
const ORDER = 'which of two stages is reported first';
const REMARK = 'a file with several mistakes: which of them is reported';

/** Steps that print something else than the engine, with the reason. */
export const DIFFERS: Readonly<Record<string, string>> = {
  'build-contexts: --build-context stringArray Additional build contexts (e.g., name=path)':
    'bash takes the line for its own options and prints its usage',
  'build-contexts: docker buildx build -t ${CONTAINER_REGISTRY_URL}/${ECR_REPO_NAME}:amd-${VERSION} -f ${dockerfilePath} ${buildContext} --build-arg PACKAGE_READ_TOKEN=${PACKAGE_READ_TOKEN} --build-arg BUILD_VERSION=${VERSION} --build-arg GIT_COMMIT=${scmVars.GIT_COMMIT[0..7]}':
    'bash names the whole word of a bad substitution',
  'build-contexts: docker build https://github.com/docker/rootfs.git#container:docker': REMOTE,
  'build-contexts: docker build https://yourserver/file.tar.gz': REMOTE,
  'build-contexts: docker build -t name:tag .': 'a build with the driver docker-container is not simulated',
  'dockerfile-networked: docker build --progress=plain -f c053.df .': ORDER,
  'dockerfile-networked: docker build --progress=plain -f c059.df .': ORDER,
  'dockerfile-networked: docker build --progress=plain -f c138.df .': REMOTE,
  'dockerfile-packages-apt: docker build --progress=plain -f c132.df .': UNREACHABLE,
  'dockerfile-packages: docker build --progress=plain -f c027.df .':
    'the line of a failing RUN comes once more, without its time, before the excerpt',
  'dockerfile-remarks: docker build --progress=plain -f c205.df .': 'FROM with a remark is also warned of',
  'dockerfile-remarks: docker build --progress=plain -f c212.df .': REMARK,
  'dockerfile-remarks: docker build --progress=plain -f c213.df .': REMARK,
  'life: docker diff container': 'this nginx makes no folders below /var/lib/nginx',
  'needs-arguments: docker service create image': 'the image is asked for before the swarm',
};
