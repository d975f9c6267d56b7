/** Images that others are built on. Versions and history: docker-library/repo-info, September 2026. */
import type { HubRepository } from './recipe.ts';
import { program } from './recipe.ts';
import * as alpines from './root/alpine.ts';
import * as busyboxes from './root/busybox.ts';
import * as debians from './root/debian.ts';
import * as ubuntus from './root/ubuntu.ts';

const HELLO = `
Hello from Docker!
This message shows that your installation appears to be working correctly.

To generate this message, Docker took the following steps:
 1. The Docker client contacted the Docker daemon.
 2. The Docker daemon pulled the "hello-world" image from the Docker Hub.
    (amd64)
 3. The Docker daemon created a new container from that image which runs the
    executable that produces the output you are currently reading.
 4. The Docker daemon streamed that output to the Docker client, which sent it
    to your terminal.

To try something more ambitious, you can run an Ubuntu container with:
 $ docker run -it ubuntu bash

Share images, automate workflows, and more with a free Docker ID:
 https://hub.docker.com/

For more examples and ideas, visit:
 https://docs.docker.com/get-started/

`;

export const helloWorld: HubRepository = {
  name: 'hello-world',
  description: 'Hello World! (an example of minimal Dockerization)',
  stars: 2500,
  variants: [
    {
      tags: 'latest linux',
      recipe: {
        created: '2026-03-23',
        steps: '10.1kB COPY hello /\nCMD ["/hello"]\n!WORKDIR /',
        files: () => [{ ...program('/hello', 10_072), says: HELLO }],
      },
    },
  ],
};

export const busybox: HubRepository = {
  name: 'busybox',
  description: 'Busybox base image.',
  stars: 3400,
  variants: [
    { tags: 'latest 1.38.0 1.38 1 stable unstable glibc 1.38.0-glibc stable-glibc', recipe: busyboxes.glibc },
    { tags: 'musl 1.38.0-musl stable-musl', recipe: busyboxes.musl },
  ],
};

export const alpine: HubRepository = {
  name: 'alpine',
  description: 'A minimal Docker image based on Alpine Linux with a complete package index and only 5 MB in size!',
  stars: 11400,
  variants: [
    { tags: 'latest 3.24.2 3.24 3', recipe: alpines.alpine324 },
    { tags: '3.23.6 3.23', recipe: alpines.alpine323 },
    { tags: '3.22.4 3.22', recipe: alpines.alpine322 },
    { tags: '3.21.7 3.21', recipe: alpines.alpine321 },
    { tags: '3.20.9 3.20', recipe: alpines.alpine320 },
  ],
};

export const debian: HubRepository = {
  name: 'debian',
  description: 'Debian is a Linux distribution that is composed entirely of free and open-source software.',
  stars: 5200,
  variants: [
    { tags: 'latest 13 13.5 trixie stable', recipe: debians.trixie },
    { tags: '13-slim 13.5-slim trixie-slim stable-slim', recipe: debians.trixieSlim },
    { tags: '12 12.15 bookworm oldstable', recipe: debians.bookworm },
    { tags: '12-slim 12.15-slim bookworm-slim oldstable-slim', recipe: debians.bookwormSlim },
    { tags: '11 11.11 bullseye oldoldstable', recipe: debians.bullseye },
    { tags: '11-slim 11.11-slim bullseye-slim', recipe: debians.bullseyeSlim },
  ],
};

export const ubuntu: HubRepository = {
  name: 'ubuntu',
  description: 'Ubuntu is a Debian-based Linux operating system based on free software.',
  stars: 17600,
  variants: [
    { tags: 'latest 26.04 resolute', recipe: ubuntus.resolute },
    { tags: '24.04 noble', recipe: ubuntus.noble },
    { tags: '22.04 jammy', recipe: ubuntus.jammy },
    { tags: '20.04 focal', recipe: ubuntus.focal },
  ],
};
