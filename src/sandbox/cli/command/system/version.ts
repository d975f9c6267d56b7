import { INSPECT_FORMAT_USAGE } from '../../opts/format.ts';
import type { VersionResponse } from '../../../api/types/system.ts';
import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';
import { goStruct } from '../../formatter/go-struct.ts';
import { compile, TemplateExecError } from '../../formatter/template/execute.ts';
import { TemplateSyntaxError } from '../../formatter/template/lex.ts';
import { marshalJson } from '../../formatter/template/value.ts';
import { goDate } from '../../formatter/age.ts';
import type { Io } from '../../io.ts';
import { apiVersion, CLIENT } from '../../version.ts';

const BAD_TEMPLATE = 64;

export const systemVersion = defineCommand({
  use: 'docker version [OPTIONS]',
  short: 'Show the Docker version information',
  flags: { format: { type: 'string', short: 'f', usage: INSPECT_FORMAT_USAGE } },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const format = flags.format.replaceAll('\\t', '\t').replaceAll('\\n', '\n');
    const template = format === '' || format === 'json' ? undefined : parsed(format);
    let server: VersionResponse | undefined;
    let failure: string | undefined;
    try {
      server = humanDates(await client.serverVersion());
    } catch (error) {
      failure = errorText(error);
    }
    const ApiVersion = apiVersion(io.env);
    const version = { Client: { ...CLIENT, ApiVersion }, Server: server ?? null };
    if (template !== undefined) await io.out(`${await executed(template, version, io)}\n`);
    else if (format === 'json') await io.out(`${marshalJson(goStruct('system.versionInfo', version))}\n`);
    else await io.out(`${clientText(ApiVersion)}${server === undefined ? '' : serverText(server)}`);
    if (failure !== undefined) throw new StatusError(1, failure);
  },
});

function parsed(format: string) {
  try {
    return compile(format, { name: 'version' });
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    throw new StatusError(BAD_TEMPLATE, `template parsing error: ${error.message}`);
  }
}

async function executed(template: ReturnType<typeof compile>, version: object, io: Io): Promise<string> {
  try {
    return template.execute(goStruct('system.versionInfo', version as Record<string, unknown>));
  } catch (error) {
    if (!(error instanceof TemplateExecError)) throw error;
    await io.out(`${error.printed}\n`);
    throw new StatusError(1, error.message);
  }
}

function humanDates(version: VersionResponse): VersionResponse {
  const date = (text: string) => goDate(Date.parse(text));
  return {
    ...version,
    BuildTime: date(version.BuildTime),
    Components: version.Components.map((component) => {
      const { BuildTime, ...details } = component.Details ?? {};
      if (BuildTime === undefined) return component;
      const all = { ...details, BuildTime: date(BuildTime) };
      const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
      return { ...component, Details: sorted };
    }),
  };
}

const lines = (indent: number, width: number, pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([key, value]) => `${' '.repeat(indent)}${`${key}:`.padEnd(width)}${value}\n`).join('');

function clientText(api: string): string {
  const downgraded = api === CLIENT.DefaultAPIVersion ? '' : ` (downgraded from ${CLIENT.DefaultAPIVersion})`;
  return `Client:\n${lines(1, 19, [
    ['Version', CLIENT.Version],
    ['API version', api + downgraded],
    ['Go version', CLIENT.GoVersion],
    ['Git commit', CLIENT.GitCommit],
    ['Built', CLIENT.BuildTime],
    ['OS/Arch', `${CLIENT.Os}/${CLIENT.Arch}`],
    ['Context', CLIENT.Context],
  ])}`;
}

function serverText({ Platform, Components }: VersionResponse): string {
  const title = Platform.Name === '' ? 'Server:' : `Server: ${Platform.Name}`;
  return `\n${title}\n${Components.map(({ Name, Version, Details = {} }) => {
    const get = (key: string) => Details[key] ?? '';
    const engine =
      Name === 'Engine'
        ? [
            ['API version', `${get('ApiVersion')} (minimum version ${get('MinAPIVersion')})`] as const,
            ['Go version', get('GoVersion')] as const,
            ['Git commit', get('GitCommit')] as const,
            ['Built', get('BuildTime')] as const,
            ['OS/Arch', `${get('Os')}/${get('Arch')}`] as const,
            ['Experimental', get('Experimental')] as const,
          ]
        : Object.entries(Details);
    return ` ${Name}:\n${lines(2, 18, [['Version', Version], ...engine])}`;
  }).join('')}`;
}
