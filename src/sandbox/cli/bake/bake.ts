import type { BuildEvent } from '../../api/types/build.ts';
import type { Client } from '../../client/client.ts';
import { excerpt } from '../build/excerpt.ts';
import { progressMode } from '../build/progress-mode.ts';
import { showBuild } from '../build/show-build.ts';
import { readSecret } from '../build/secret.ts';
import { checkAgent } from '../build/ssh.ts';
import { chooseBuilder } from '../buildx/choose.ts';
import { StatusError, UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type ComposeReader, readDefinition } from './definition.ts';
import { checkRights, readRights, withGranted } from './entitlements.ts';
import { goJson } from './go-json.ts';
import { HclError, HclNotSimulated } from './hcl/error.ts';
import { listed } from './list.ts';
import { readFiles } from './read-files.ts';
import { resolveBake } from './resolve.ts';
import { runBake } from './run.ts';
import { type BakeTarget, listOf, printed } from './target.ts';

/** What `docker buildx bake` is called with. */
export interface BakeCall {
  readonly client: Client;
  readonly io: Io;
  readonly args: readonly string[];
  readonly flags: BakeFlags;
  /** The words behind `bake`. */
  readonly words: readonly string[];
  /** As it was called: `docker bake`. */
  readonly path: string;
}

export interface BakeFlags {
  readonly allow: readonly string[];
  readonly builder: string;
  readonly call: string;
  readonly check: boolean;
  readonly debug: boolean;
  readonly file: readonly string[];
  readonly list: string;
  readonly load: boolean;
  readonly 'metadata-file': string;
  readonly 'no-cache': boolean;
  readonly print: boolean;
  readonly progress: string;
  readonly provenance: string;
  readonly pull: boolean;
  readonly push: boolean;
  readonly sbom: string;
  readonly set: readonly string[];
}

/** Builds, or shows, what the files define. @see buildx commands/bake.go, runBake */
export async function bake(call: BakeCall, compose: (warn: (text: string) => void) => ComposeReader): Promise<void> {
  const { io, client, args, flags, words, path } = call;
  const mode = progressMode(io, flags.progress, false);
  const builder = chooseBuilder(io, flags.builder, path);
  const rights = refused(() => readRights(flags.allow));
  const onlyShows = flags.print || flags.list !== '';
  const { files, error: missing, events } = await readFiles(io, flags.file);
  // What is told of the files stands above a refusal; a build tells it in its own log.
  const tell = async () => {
    if (mode !== 'plain' && mode !== 'tty') return;
    const named = !onlyShows && mode === 'plain' ? builder : undefined;
    await showBuild(io, list(events), { mode: 'plain', builder: named, onNeed: () => undefined });
  };
  let hasTold = false;
  const tellOnce = async () => {
    if (!hasTold) await tell();
    hasTold = true;
  };
  try {
    if (missing !== undefined) throw missing;
    if (files.length === 0) throw new UsageError("couldn't find a bake definition");
    const warnings: string[] = [];
    const definition = readDefinition(
      files,
      io.env,
      compose((text) => warnings.push(text)),
    );
    if (warnings.length > 0) {
      await tellOnce();
      await io.err(warnings.join(''));
    }
    if (flags.list !== '') {
      await tellOnce();
      return await io.out(listed(definition, flags.list));
    }
    const { targets, groups, linked } = resolveBake(definition, args, { set: overrides(flags), env: io.env });
    for (const target of targets.values()) await checkTarget(io, target);
    if (flags.print) {
      await tellOnce();
      const target = Object.fromEntries([...targets].map(([name, each]) => [name, printed(each)]));
      return await io.out(`${goJson({ group: groups, target })}\n`);
    }
    const tellingIo: Io = {
      ...io,
      err: async (text) => {
        await tellOnce();
        await io.err(text);
      },
    };
    await checkRights(tellingIo, targets.values(), withGranted(io, rights, flags.set), words);
    const prelude = hasTold ? [] : events;
    hasTold = true;
    const run = { targets, groups, linked, mode, builder, allow: flags.allow, prelude };
    await runBake(io, client, { ...run, metadataFile: flags['metadata-file'], explainsWarnings: flags.debug });
  } catch (error) {
    if (error instanceof HclError) {
      await tellOnce();
      const { file: filename, line, message } = error;
      const text = files.find(({ name }) => name === filename)?.text ?? '';
      throw new StatusError(1, `${excerpt({ filename, text, start: line, end: line })}ERROR: ${message}`);
    }
    if (error instanceof StatusError && onlyShows) await tellOnce();
    if (!(error instanceof UsageError || error instanceof HclNotSimulated)) throw error;
    await tellOnce();
    throw new StatusError(1, `ERROR: ${error.message}`);
  }
}

/** Secrets and agents have to be there, even for `--print`. */
async function checkTarget(io: Io, target: BakeTarget): Promise<void> {
  for (const text of listOf(target, 'secret')) await readSecret(io, text);
  for (const text of listOf(target, 'ssh')) checkAgent(io, text);
}

function refused<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) throw new StatusError(1, `ERROR: ${error.message}`);
    throw error;
  }
}

/** Flags that are short for `--set`. */
function overrides(flags: BakeFlags): readonly string[] {
  const call = flags.check ? 'check' : flags.call;
  const attest = (type: string, text: string) => (text === '' ? [] : [`*.attest=type=${type}${attributes(text)}`]);
  return [
    ...flags.set,
    ...(flags.push ? ['*.push=true'] : []),
    ...(flags.load ? ['*.load=true'] : []),
    ...(flags['no-cache'] ? ['*.no-cache=true'] : []),
    ...(flags.pull ? ['*.pull=true'] : []),
    ...attest('sbom', flags.sbom),
    ...attest('provenance', flags.provenance),
    ...(call === 'build' ? [] : [`*.call=${call}`]),
  ];
}

/** @see buildx util/buildflags/attests.go, CanonicalizeAttest */
const attributes = (text: string): string => (text === 'true' ? '' : text === 'false' ? ',disabled=true' : `,${text}`);

async function* list(events: readonly BuildEvent[]): AsyncGenerator<BuildEvent> {
  yield* events;
}
