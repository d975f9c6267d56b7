/** A command that is measured on both engines. Names are unique: a shared engine has others' containers. */
export interface Case {
  readonly name: string;
  /** Lines of sh that set it up. */
  readonly before?: string;
  readonly run: string;
  /** After each run, not measured. */
  readonly reset?: string;
  /** In the end. */
  readonly after?: string;
}

/** Ten instructions, of which five make layers. */
export const DOCKERFILE = `FROM busybox
LABEL bench=pf
ENV A=1 B=2
WORKDIR /app
COPY a.txt .
RUN echo one > one
RUN echo two > two
COPY . .
RUN cat one two > three
CMD ["true"]
`;

export const COMPOSE = `name: pfbench
services:
  web: { image: busybox, command: sleep 1000, stop_grace_period: 0s, depends_on: [api] }
  api: { image: busybox, command: sleep 1000, stop_grace_period: 0s, depends_on: [db] }
  db: { image: busybox, command: sleep 1000, stop_grace_period: 0s }
`;

export const FILES: Readonly<Record<string, string>> = {
  'ten/Dockerfile': DOCKERFILE,
  'ten/a.txt': 'a\n',
  'three/compose.yaml': COMPOSE,
};

export const CASES: readonly Case[] = [
  { name: '`docker run --rm busybox true`', run: 'docker run --rm --name pfbench busybox true' },
  {
    name: '`docker ps -a`, 100 containers',
    before: 'for i in $(seq 100); do docker create --name pfbench$i busybox true; done',
    run: 'docker ps -a --filter name=pfbench',
    after: 'docker rm -f $(docker ps -aq --filter name=pfbench)',
  },
  {
    name: 'build of ten steps, cached',
    before: 'docker build -q -t pfbench ten',
    run: 'docker build -q -t pfbench ten',
    after: 'docker rmi -f pfbench',
  },
  {
    name: 'build of ten steps, uncached',
    run: 'docker build -q --no-cache -t pfbench ten',
    after: 'docker rmi -f pfbench',
  },
  {
    name: '`docker compose up -d`, three services',
    run: 'docker compose -f three/compose.yaml up -d',
    reset: 'docker compose -f three/compose.yaml down -t 0',
  },
];
