import type { BuildEvent, BuildRequest, BuildSource } from '../../api/types/build.ts';
import type { Client } from '../../client/client.ts';
import { jsonLines } from '../../client/json-lines.ts';
import type { ByteStream } from '../../kernel/stream.ts';
import { StatusError } from '../errors.ts';
import type { Io } from '../io.ts';
import { checkJson, checkReport } from './check-report.ts';
import { excerpt } from './excerpt.ts';
import { metadataOf } from './metadata.ts';
import { writeImageId, writeMetadata } from './write-facts.ts';
import type { BuildOutput } from './output.ts';
import { bodyOf, type Prepared } from './prepare.ts';
import { buildStateOf, saveBuildState } from '../buildx/build-state.ts';
import type { ChosenBuilder } from '../buildx/choose.ts';
import { bootBuilder } from '../buildx/driver.ts';
import { NO_OUTPUT } from './worker-request.ts';
import { type BuildOutcome, type ProgressMode, showBuild } from './show-build.ts';
import { untilSignal } from './until-signal.ts';
import { withPush } from './push.ts';
import { targetsText } from './targets-text.ts';
import { warningSummary } from './warning-summary.ts';
import { writeFiles } from './write-files.ts';

export interface BuildRun {
  readonly request: BuildRequest;
  readonly prepared: Prepared;
  readonly mode: ProgressMode;
  readonly builder: ChosenBuilder;
  readonly outputs: readonly BuildOutput[];
  readonly cacheFolders: readonly string[];
  readonly warnings: readonly string[];
  /** Names of the image that are sent to their registries. */
  readonly pushes: readonly string[];
  readonly asJson: boolean;
  readonly iidfile: string;
  readonly metadataFile: string;
  /** As the command line has them. */
  readonly path: string;
  readonly file: string;
  /** --debug: what a warning means, and where. */
  readonly explainsWarnings: boolean;
}

/** Sends a build and shows it. @throws {StatusError} when it fails */
export async function runBuild(io: Io, client: Client, run: BuildRun): Promise<void> {
  const { request, prepared, mode, builder } = run;
  const body = bodyOf(request);
  const send = (names: readonly string[]) => {
    body.push(prepared.archive(names));
    body.end();
  };
  if (prepared.sendsAtOnce) send([]);
  const { events, exitCode } = untilSignal(io, buildEvents(io, client, run, body));
  const outcome = await showBuild(io, events, { mode, builder, onNeed: send });
  body.end();
  if (run.warnings.length > 0) await io.err(run.warnings.join(''));
  if (request.call === 'build' && outcome.reference !== '') {
    const { path, file } = run;
    saveBuildState(io, builder, outcome.reference, buildStateOf(io, { path, file, target: request.target }));
  }
  if (request.worker !== undefined && request.call === 'build' && request.exports?.length === 0)
    await io.err(NO_OUTPUT);
  if (outcome.checked !== undefined) return reportChecks(io, outcome, outcome.checked, run);
  if (request.call !== 'targets' && (mode === 'plain' || mode === 'tty') && outcome.warnings.length > 0)
    await io.err(warningSummary(outcome.warnings, run.explainsWarnings));
  if (outcome.described !== undefined) return io.out(targetsText(outcome.described, request.call, run.asJson));
  if (outcome.failure !== undefined) {
    const { source, message, isBuilt } = outcome.failure;
    const shown = source === undefined ? '' : excerpt(source);
    const solving = isBuilt ? '' : 'failed to solve: ';
    throw new StatusError(exitCode(), `${shown}ERROR: failed to build: ${solving}${message}`);
  }
  await deliver(io, outcome, run);
}

/** The builder starts if it has to, then it builds. */
async function* buildEvents(io: Io, client: Client, run: BuildRun, body: ByteStream): AsyncGenerator<BuildEvent> {
  const { instance } = run.builder;
  if (instance !== undefined) {
    for await (const event of bootBuilder(io, client, instance)) {
      yield event;
      if (event.type === 'failed') return;
    }
  }
  const answer = await client.imageBuild(body);
  yield* withPush(io, client, jsonLines<BuildEvent>(answer), run);
}

async function deliver(io: Io, outcome: BuildOutcome, run: BuildRun): Promise<void> {
  const { outputs, mode, iidfile, metadataFile } = run;
  const { image, files } = outcome;
  await writeFiles(io, files, run);
  const onStdout = outputs.some((output) => 'destination' in output && output.destination === '-');
  if (mode === 'quiet' && !onStdout) await io.out(`${image?.id ?? ''}\n`);
  if (image !== undefined && iidfile !== '') writeImageId(io, iidfile, image.id);
  if (metadataFile === '') return;
  const name = `${run.builder.name}/${run.builder.node}/${outcome.reference}`;
  writeMetadata(io, metadataFile, metadataOf(image, run.request, name));
}

/** A Dockerfile from the input as `--check` names it: in the empty folder that the client made for a context. */
function placeOfInput({ context }: Prepared, file: string, reference: string): string | undefined {
  if (context === 'none') return `/tmp/empty-dir${Number.parseInt(reference.slice(-6), 36) || 0}/Dockerfile`;
  return file === '-' ? 'stdin' : undefined;
}

async function reportChecks(
  io: Io,
  { reference }: BuildOutcome,
  checked: NonNullable<BuildOutcome['checked']>,
  { asJson, prepared, file }: BuildRun,
): Promise<void> {
  const place = placeOfInput(prepared, file, reference);
  const placed = <Found extends { readonly source?: BuildSource }>(found: Found): Found =>
    place === undefined || found.source === undefined
      ? found
      : { ...found, source: { ...found.source, filename: place } };
  const warnings = checked.warnings.map(placed);
  const error = checked.error === undefined ? undefined : placed(checked.error);
  await io.out(asJson ? checkJson(warnings, error) : checkReport(warnings, error !== undefined));
  if (error !== undefined) {
    const shown = error.source === undefined ? '' : `${excerpt(error.source)}\n`;
    throw new StatusError(1, `ERROR: ${error.message}\n${shown}`);
  }
  if (warnings.length > 0) throw new StatusError(1);
}
