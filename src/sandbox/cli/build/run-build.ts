import { fromBinaryText } from '../../api/binary-text.ts';
import type { BuildEvent, BuildRequest, BuildWarning } from '../../api/types/build.ts';
import type { Client } from '../../client/client.ts';
import { jsonLines } from '../../client/json-lines.ts';
import { readTar } from '../../kernel/fs/tar.ts';
import { unpackInto } from '../copy/unpack.ts';
import { StatusError } from '../errors.ts';
import type { Io } from '../io.ts';
import { checkJson, checkReport } from './check-report.ts';
import { excerpt } from './excerpt.ts';
import type { BuildOutput } from './output.ts';
import { bodyOf, type Prepared } from './prepare.ts';
import { type BuildOutcome, type ProgressMode, showBuild } from './show-build.ts';
import { targetsText } from './targets-text.ts';

export interface BuildRun {
  readonly request: BuildRequest;
  readonly prepared: Prepared;
  readonly mode: ProgressMode;
  readonly builder: string;
  readonly output: BuildOutput;
  readonly asJson: boolean;
  readonly iidfile: string;
  readonly metadataFile: string;
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
  const answer = await client.imageBuild(body);
  const outcome = await showBuild(io, jsonLines<BuildEvent>(answer), { mode, builder, onNeed: send });
  body.end();
  if (outcome.checked !== undefined) return reportChecks(io, outcome.checked, run);
  if (outcome.described !== undefined) return io.out(targetsText(outcome.described, request.call, run.asJson));
  if (mode !== 'quiet' && mode !== 'rawjson' && outcome.warnings.length > 0)
    await io.err(warningSummary(outcome.warnings));
  if (outcome.failure !== undefined) {
    const { source, message } = outcome.failure;
    const shown = source === undefined ? '' : excerpt(source);
    throw new StatusError(1, `${shown}ERROR: failed to build: failed to solve: ${message}`);
  }
  await deliver(io, outcome, run);
}

async function deliver(
  io: Io,
  outcome: BuildOutcome,
  { output, mode, iidfile, metadataFile }: BuildRun,
): Promise<void> {
  const { image, files } = outcome;
  if (files !== undefined) {
    const archive = fromBinaryText(files);
    if (output.type === 'tar' && output.destination === '-') await io.out(archive);
    else if (output.type === 'tar') io.fs.writeFile(output.destination, archive);
    else if (output.type === 'local') {
      if (!io.fs.isDirectory(output.destination)) io.fs.mkdir(output.destination, { recursive: true });
      unpackInto(io.fs, output.destination, readTar(archive), false);
    }
  }
  if (image === undefined) return;
  const encode = (text: string) => new TextEncoder().encode(text);
  if (iidfile !== '') io.fs.writeFile(iidfile, encode(image.id));
  if (metadataFile !== '') {
    const metadata = {
      'containerimage.config.digest': image.id,
      'containerimage.digest': image.id,
      ...(image.names.length > 0 && { 'image.name': image.names.join(',') }),
    };
    io.fs.writeFile(metadataFile, encode(JSON.stringify(metadata, null, 2)));
  }
  if (mode === 'quiet') await io.out(`${image.id}\n`);
}

async function reportChecks(
  io: Io,
  checked: NonNullable<BuildOutcome['checked']>,
  { asJson }: BuildRun,
): Promise<void> {
  const { warnings, error } = checked;
  await io.out(asJson ? checkJson(warnings, error) : checkReport(warnings, error !== undefined));
  if (error !== undefined) {
    const shown = error.source === undefined ? '' : `${excerpt(error.source)}\n`;
    throw new StatusError(1, `ERROR: ${error.message}\n${shown}`);
  }
  if (warnings.length > 0) throw new StatusError(1);
}

function warningSummary(warnings: readonly BuildWarning[]): string {
  const count = `${warnings.length} warning${warnings.length === 1 ? '' : 's'} found`;
  const lines = warnings.map(({ rule, message, source }) => ` - ${rule}: ${message} (line ${source.start})\n`);
  return `\n \x1b[33m${count} (use docker --debug to expand):\n\x1b[0m${lines.join('')}`;
}
