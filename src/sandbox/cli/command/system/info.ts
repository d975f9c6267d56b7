import { INSPECT_FORMAT_USAGE } from '../../opts/format.ts';
import type { InfoResponse } from '../../../api/types/system.ts';
import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';
import { goStruct } from '../../formatter/go-struct.ts';
import { serverInfo } from '../../formatter/info.ts';
import { compile, TemplateExecError } from '../../formatter/template/execute.ts';
import { TemplateSyntaxError } from '../../formatter/template/lex.ts';
import { marshalJson } from '../../formatter/template/value.ts';
import { CLIENT, PLUGIN_VERSIONS } from '../../version.ts';

const BAD_TEMPLATE = 64;
const plugin = (Name: string, ShortDescription: string, Version: string) => ({
  SchemaVersion: '0.1.0',
  Vendor: 'Docker Inc.',
  ...{ Version, ShortDescription, Name },
  Path: `/usr/libexec/docker/cli-plugins/docker-${Name}`,
});
const PLUGINS = [
  plugin('buildx', 'Docker Buildx', PLUGIN_VERSIONS.buildx),
  plugin('compose', 'Docker Compose', PLUGIN_VERSIONS.compose),
];
const CLIENT_INFO = { Debug: false, ...CLIENT, ApiVersion: '', Plugins: PLUGINS, Warnings: null };
const CLIENT_TEXT = `Client:
 Version:    ${CLIENT.Version}
 Context:    ${CLIENT.Context}
 Debug Mode: false
 Plugins:
${PLUGINS.map(
  ({ Name, Vendor, ShortDescription, Version, Path }) =>
    `  ${Name}: ${ShortDescription} (${Vendor})\n    Version:  ${Version}\n    Path:     ${Path}\n`,
).join('')}`;

/** A template that names anything but `.ClientInfo`: only then is the server asked. */
const SERVER_FIELD = /\{\{[^}]*(?<![\w)])\.(?!ClientInfo\b)/;

export const systemInfo = defineCommand({
  use: 'docker info [OPTIONS]',
  also: ['docker system info'],
  aliases: ['docker system info', 'docker info'],
  short: 'Display system-wide information',
  flags: { format: { type: 'string', short: 'f', usage: INSPECT_FORMAT_USAGE } },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    const format = flags.format.replaceAll('\\t', '\t').replaceAll('\\n', '\n');
    const template = format === '' || format === 'json' ? undefined : parsed(format);
    let server: InfoResponse | undefined;
    let failure: string | undefined;
    try {
      if (template === undefined || SERVER_FIELD.test(format)) server = await client.info();
    } catch (error) {
      failure = errorText(error);
    }
    if (format === '') {
      if (server === undefined) {
        await io.out(`${CLIENT_TEXT}\nServer:\n`);
        throw new StatusError(1, failure ?? '');
      }
      await io.out(`${CLIENT_TEXT}\nServer:\n${serverInfo(server)}\n`);
      for (const warning of server.Warnings ?? []) await io.err(`${warning}\n`);
      return;
    }
    const info = goStruct('system.dockerInfo', {
      ...server,
      ClientInfo: CLIENT_INFO,
    });
    try {
      await io.out(`${template === undefined ? marshalJson(info) : template.execute(info)}\n`);
    } catch (error) {
      if (!(error instanceof TemplateExecError)) throw error;
      await io.out(`${error.printed}\n`);
      throw new StatusError(1, error.message);
    }
    if (failure !== undefined) throw new StatusError(1, failure);
  },
});

function parsed(format: string) {
  try {
    return compile(format);
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    throw new StatusError(BAD_TEMPLATE, `template parsing error: ${error.message}`);
  }
}
