import { expect, test } from 'vitest';
import { runScript } from '../runtimes/test-host.ts';

async function run(script: string): Promise<string[]> {
  const build = `printf 'FROM scratch\\nCOPY page /page\\n' >Dockerfile; echo first >page; docker build -qt site . >/dev/null
id=$(docker image inspect -f '{{.Id}}' site); mount=--mount=type=image,source=site,target=/m`;
  const { stdout } = await runScript(`exec 2>&1; ${build}; ${script}`, { images: ['busybox'] });
  return stdout.split('\n').slice(0, -1);
}

test('a mounted image outlives its name: what was mounted is what later starts see', async () => {
  const seen = await run(`docker run -dq --name web $mount busybox sleep 100 >/dev/null
docker create -q --name later $mount busybox cat /m/page >/dev/null
docker rmi site 2>&1 | sed 's/[0-9a-f]\\{12\\}/ID/g'; docker rmi -f site | grep -c Deleted
echo second >page; docker build -qt site . >/dev/null
docker restart -t 0 web; docker exec web cat /m/page; docker start -a later
docker inspect -f '{{(index .Mounts 0).Name}}' web`);
  expect(seen).toEqual([
    'WARNING: Image mount is an experimental feature',
    'WARNING: Image mount is an experimental feature',
    'Error response from daemon: conflict: unable to remove repository reference "site" (must force) - container ID is using its referenced image ID',
    ...['1', 'web', 'first', 'first', 'site'],
  ]);
});

test('a mount holds back the last name of an image, not its id', async () => {
  const seen = await run(`docker create -q --name web $mount busybox >/dev/null; docker tag site:latest site:1
docker rmi site:1; docker image prune -af; docker image ls -q site | wc -l; docker rmi $id | grep -c Deleted`);
  expect(seen.slice(1)).toEqual(['Untagged: site:1', 'Total reclaimed space: 0B', '1', '1']);
});

test('--volumes-from lends a mounted image for as long as its container is there', async () => {
  const seen = await run(`docker create -q --name web $mount busybox >/dev/null; docker rmi -f site >/dev/null
docker run --rm --volumes-from web busybox cat /m/page; docker create -q --name other --volumes-from web busybox true >/dev/null
docker rm web; docker start other 2>&1 | sed 's/overlay2.*merged/…/'`);
  expect(seen.slice(1)).toEqual([
    ...['first', 'web'],
    'Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: failed to fulfil mount request: open /var/lib/docker/…: no such file or directory',
    'Error: failed to start containers: other',
  ]);
});
