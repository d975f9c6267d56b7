import { expect, test } from 'vitest';
import type { BuildEvent, BuildRequest } from '../../api/types/build.ts';
import type { DiskUsage } from '../../api/types/system.ts';
import { concat, encode } from '../../kernel/bytes.ts';
import { type TarEntry, tarBytes } from '../../kernel/fs/tar.ts';
import { ByteStream } from '../../kernel/stream.ts';
import { createTestDaemon } from '../test-daemon.ts';

const REQUEST: BuildRequest = {
  dockerfile: undefined,
  dockerfileName: 'Dockerfile',
  ignore: undefined,
  context: 'local',
  tags: [],
  target: '',
  buildArgs: {},
  labels: {},
  platform: '',
  network: 'default',
  addHosts: [],
  noCache: false,
  noCacheFilter: [],
  pull: false,
  secrets: {},
  ssh: [],
  namedContexts: {},
  output: 'image',
  call: 'build',
};

const member = (path: string, text: string): TarEntry => ({
  path: `context-/${path}`,
  type: 'file',
  mode: 0o644,
  uid: 5,
  gid: 5,
  mtime: 0,
  content: encode(text),
});

function lab() {
  const machine = createTestDaemon(setImmediate);
  const build = async (text: string, more: Partial<BuildRequest> = {}, files: readonly TarEntry[] = []) => {
    const request: BuildRequest = { ...REQUEST, dockerfile: { name: 'Dockerfile', text }, ...more };
    const body = ByteStream.of(concat([encode(`${JSON.stringify(request)}\n`), tarBytes(files)]));
    const answer = await machine.call('POST', '/build?version=2', body);
    const events = answer.text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as BuildEvent);
    const names = new Map(events.flatMap((event) => (event.type === 'start' ? [[event.vertex, event.name]] : [])));
    const ends = events.filter((event) => event.type === 'end');
    return {
      events,
      names: [...names.values()],
      cached: ends.filter(({ cached }) => cached === true).map(({ vertex }) => names.get(vertex)),
      image: events.find((event) => event.type === 'image')?.id ?? '',
      failure: events.find((event) => event.type === 'failed')?.failure,
    };
  };
  const image = (id: string) => {
    const record = machine.daemon.state.images.get(id);
    if (record === undefined) throw new Error(`no image ${id}`);
    return record;
  };
  return { ...machine, build, image };
}

test('[BUILD-1] a step is taken from the cache while it and all before it are the same', async () => {
  const { build } = lab();
  const text = 'FROM box\nRUN ["touch", "/a"]\nCOPY f /f\nRUN ["cat", "/f"]';
  const first = await build(text, {}, [member('f', '1')]);
  expect(first.failure).toBeUndefined();
  expect(first.cached).toEqual([]);
  const again = await build(text, {}, [member('f', '1')]);
  expect(again.cached).toEqual(['[2/4] RUN ["touch", "/a"]', '[3/4] COPY f /f', '[4/4] RUN ["cat", "/f"]']);
  expect(again.image).toBe(first.image);
  const changed = await build(text, {}, [member('f', '2')]);
  expect(changed.cached).toEqual(['[2/4] RUN ["touch", "/a"]']);
  expect(changed.image).not.toBe(first.image);
});

test('[BUILD-2] an instruction that changes metadata makes no layer, a step that changes nothing makes an empty one', async () => {
  const { build, image } = lab();
  const meta = image((await build('FROM box\nENV A=1\nLABEL b=c\nCMD ["true"]')).image);
  expect(meta.layers).toHaveLength(1);
  expect(meta.created).toBe(2_000 - 1_000);
  const steps = image((await build('FROM box\nRUN ["true"]\nWORKDIR /bin')).image);
  expect(steps.layers.slice(1).map(({ size }) => size)).toEqual([0, 0]);
});

test('[BUILD-3] stages that the target does not need are not built', async () => {
  const { build } = lab();
  const text = 'FROM box AS a\nRUN ["false"]\nFROM box AS b\nRUN ["true"]\nFROM b\nCOPY --from=b /bin/true /t';
  const { names, failure } = await build(text);
  expect(failure).toBeUndefined();
  expect(names.filter((name) => name.includes('false'))).toEqual([]);
  expect((await build(text, { target: 'a' })).failure?.message).toContain('exit code: 1');
});

test('[BUILD-4] ARG is seen by RUN and not by the image; ENV wins over an ARG of its name', async () => {
  const { build, image } = lab();
  const text = 'FROM box\nARG V=1\nARG W=2\nENV W=env\nRUN ["env"]\nENV K=$V';
  const { events, image: id } = await build(text, { buildArgs: { V: 'cli', W: 'cli' } });
  const log = events.flatMap((event) => (event.type === 'log' ? [event.text] : [])).join('');
  expect(log).toContain('V=cli\n');
  expect(log).toContain('W=env\n');
  expect(image(id).config.Env).toEqual(['PATH=/bin', 'COLOR=red', 'W=env', 'K=cli']);
});

test('[BUILD-5] a failing step leaves no image, and its place is told', async () => {
  const { build, daemon } = lab();
  const before = daemon.state.images.size;
  const { failure } = await build('FROM box\nRUN ["false"]\n', { tags: ['app'] });
  expect(failure).toEqual({
    message: 'process "false" did not complete successfully: exit code: 1',
    source: { filename: 'Dockerfile', text: 'FROM box\nRUN ["false"]\n', start: 2, end: 2 },
  });
  expect(daemon.state.images.size).toBe(before);
});

test('[BUILD-5] the place of a failure names the Dockerfile without its folder', async () => {
  const { build } = lab();
  const text = 'FROM box\nRUN ["false"]\n';
  const { failure } = await build(text, { dockerfile: { name: 'docker/web/app.Dockerfile', text } });
  expect(failure?.source?.filename).toBe('app.Dockerfile');
});

test('SOURCE_DATE_EPOCH dates the image and its own steps, not those of its base', async () => {
  const { build, image } = lab();
  const plain = image((await build('FROM box\nRUN ["true"]')).image);
  const { image: id } = await build('FROM box\nRUN ["true"]', { buildArgs: { SOURCE_DATE_EPOCH: '7' }, noCache: true });
  expect(image(id).created).toBe(7000);
  expect(image(id).history.map(({ created }) => created)).toEqual([
    ...plain.history.slice(0, -1).map(({ created }) => created),
    7000,
  ]);
});

test('[BUILD-6] a secret is in no layer and in no history', async () => {
  const { build, image } = lab();
  const text = 'FROM box\nRUN --mount=type=secret,id=t ["cat", "/run/secrets/t"]';
  const { image: id, events } = await build(text, { secrets: { t: 's3cret' } });
  expect(JSON.stringify(events)).toContain('s3cret');
  expect(JSON.stringify(image(id))).not.toContain('s3cret');
  expect(image(id).layers.at(-1)?.size).toBe(0);
});

test('[BUILD-7] files from the context belong to root', async () => {
  const { build, daemon } = lab();
  const { image: id } = await build('FROM box\nCOPY f /d/', {}, [member('f', 'x')]);
  const root = daemon.trees.get(id)?.().root;
  const directory = root?.names.get('d');
  const file = directory?.type === 'directory' ? directory.names.get('f') : undefined;
  expect(file).toMatchObject({ type: 'file', uid: 0, gid: 0, mode: 0o644 });
});

test('[BUILD-8] a Dockerfile with a mistake asks for no context', async () => {
  const { build } = lab();
  const { events, failure } = await build('FROM box\nCOPPY f /f');
  expect(failure?.message).toContain('unknown instruction: COPPY');
  expect(events.some(({ type }) => type === 'need')).toBe(false);
});

test('[BUILD-9] the same content makes the same layer', async () => {
  const { build, image } = lab();
  const a = image((await build('FROM box\nCOPY f /f\nLABEL a=b', {}, [member('f', 'x')])).image);
  const b = image((await build('FROM box\nCOPY f /f\nLABEL c=d', { noCache: true }, [member('f', 'x')])).image);
  expect(a.layers).toEqual(b.layers);
  expect(a.id).not.toBe(b.id);
});

test('[BUILD-10] COPY refuses an address; ADD is the one that fetches', async () => {
  const { build } = lab();
  const message = async (source: string) => (await build(`FROM box\nCOPY ${source} /x/`)).failure?.message;
  expect(await message('https://example.com/a.tar')).toContain("source can't be a URL for COPY");
  expect(await message('https://example.com/a.git#v1')).toContain("source can't be a git ref for COPY");
  expect(await message('git@example.com:a.git')).toContain("source can't be a git ref for COPY");
});

test('[BUILD-11] an empty list for CMD or ENTRYPOINT is null in the image', async () => {
  const { build, image } = lab();
  const { image: id } = await build('FROM box\nCMD []\nENTRYPOINT []');
  expect(image(id).config).toMatchObject({ Cmd: null, Entrypoint: null });
});

test('[BUILD-12] an absolute WORKDIR stands in the image as it was written, a relative one is cleaned', async () => {
  const { build, image } = lab();
  const workdir = async (lines: string) => image((await build(`FROM box\n${lines}`)).image).config.WorkingDir;
  expect(await workdir('WORKDIR /a//b/../c/')).toBe('/a//b/../c/');
  expect(await workdir('WORKDIR /a//b/../c/\nWORKDIR d//e')).toBe('/a/c/d/e');
});

test('[BUILD-13] the cache holds what a step starts from, what made it and what the client sent', async () => {
  const { build, call, daemon } = lab();
  await build('FROM box\nCOPY f /f\nRUN ["touch", "/a b"]', { tags: ['app'] }, [member('f', 'text')]);
  const { BuildCache } = JSON.parse((await call('GET', '/system/df?type=build-cache')).text) as DiskUsage;
  const made = (start: string) => BuildCache?.find(({ Description }) => Description.startsWith(start));
  const [base, copy, run] = ['pulled from docker.io/library/box', '[2/3] COPY f', 'mount / from exec touch /a b'].map(
    made,
  );
  expect(base).toMatchObject({ Type: 'regular', Size: 0, Shared: true });
  expect(copy).toMatchObject({ ' Parents': [base?.ID], Size: 4, Shared: true });
  expect(run).toMatchObject({ ' Parents': [copy?.ID], Shared: true });
  const sources = (BuildCache ?? []).filter(({ Type }) => Type === 'source.local');
  expect(sources.map(({ Description, Size }) => `${Description} ${Size}`).sort()).toEqual([
    'local source for context 0',
    'local source for context 4',
    'local source for dockerfile 40',
  ]);
  for (const id of daemon.state.images.keys()) daemon.state.images.delete(id);
  const after = JSON.parse((await call('GET', '/system/df?type=build-cache')).text) as DiskUsage;
  expect(after.BuildCache?.some(({ Shared }) => Shared)).toBe(false);
});

const warnings = ({ events }: { readonly events: readonly BuildEvent[] }): readonly string[] =>
  events.flatMap((event) => (event.type === 'warning' ? [`${event.warning.rule} ${event.warning.source.start}`] : []));

test('[BUILD-W1] what was checked while a wrong file was read is told beside its error', async () => {
  const { build } = lab();
  const result = await build('FROM busybox As base\nMAINTAINER me\nENV A b\nFOO bar\nCMD x\n');
  expect(result.failure?.message).toContain('unknown instruction: FOO');
  expect(warnings(result)).toEqual(['FromAsCasing 1', 'MaintainerDeprecated 2']);
});

test('[BUILD-W2] checks go as far as the line that cannot be built', async () => {
  const { build } = lab();
  const result = await build('FROM scratch\nENV A b\nENV Z=${B:?must}\nEXPOSE 80/TCP\n');
  expect(result.failure?.message).toBe('failed to process "${B:?must}": B: must');
  expect(warnings(result)).toEqual(['LegacyKeyValueFormat 2', 'UndefinedVar 3']);
});

test('[BUILD-W3] a working directory that cannot be expanded is the error of the build, not of a check', async () => {
  const { build } = lab();
  expect((await build('FROM scratch\nWORKDIR ${A:?no}\n')).failure?.message).toBe(
    'failed to process "${A:?no}": A: no',
  );
});

test('[BUILD-W4] a step does not show a secret that it has as a variable', async () => {
  const { build } = lab();
  const { names } = await build('FROM scratch\nENV A=1\nRUN --mount=type=secret,id=s,env=TOKEN echo $TOKEN $A $B\n');
  expect(names).toContain('[stage-0 1/1] RUN --mount=type=secret,id=s,env=TOKEN echo **** 1 $B');
});
