import { fromBase64 } from '../../kernel/base64.ts';
import type { Config } from '../../api/types/config.ts';
import type { SwarmNode } from '../../api/types/node.ts';
import type { Secret } from '../../api/types/secret.ts';
import { decode } from '../../kernel/bytes.ts';
import { errorText } from '../error-text.ts';
import { StatusError } from '../errors.ts';
import type { Io } from '../io.ts';
import { bytesSize } from './size.ts';

/** Prints what is found; the first that is missing ends it. */
export async function inspectPretty(
  io: Io,
  names: readonly string[],
  show: (name: string) => Promise<string>,
): Promise<void> {
  const failures: string[] = [];
  for (const name of names) {
    try {
      await io.out(`${await show(name)}\n`);
    } catch (error) {
      failures.push(errorText(error));
    }
  }
  if (failures.length > 0) throw new StatusError(1, failures.join('\n'));
}

/** `2026-11-21 08:35:16.267394776 +0000 utc`, as docker prints a time in small letters. */
const prettyTime = (text: string): string => text.replace('T', ' ').replace('Z', ' +0000 utc');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const labelLines = (labels: Readonly<Record<string, string>>, indent: string): string[] =>
  Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${indent}${key}${value === '' ? '' : `=${value}`}`);

export function prettySecret({ ID, Spec, CreatedAt, UpdatedAt }: Secret): string {
  const labels = labelLines(Spec.Labels, ' - ');
  return [
    `ID:              ${ID}`,
    `Name:              ${Spec.Name}`,
    ...(labels.length > 0 ? ['Labels:', ...labels] : []),
    `Driver:            ${Spec.Driver?.Name ?? ''}`,
    `Created at:        ${prettyTime(CreatedAt)}`,
    `Updated at:        ${prettyTime(UpdatedAt)}`,
  ].join('\n');
}

export function prettyConfig({ ID, Spec, CreatedAt, UpdatedAt }: Config): string {
  const labels = labelLines(Spec.Labels, ' - ');
  return [
    `ID:\t\t\t${ID}`,
    `Name:\t\t\t${Spec.Name}`,
    ...(labels.length > 0 ? ['Labels:', ...labels] : []),
    `Created at:            \t${prettyTime(CreatedAt)}`,
    `Updated at:            \t${prettyTime(UpdatedAt)}`,
    'Data:',
    decode(fromBase64(Spec.Data ?? '')),
  ].join('\n');
}

export function prettyNode({ ID, Description, CreatedAt, Status, Spec, ManagerStatus }: SwarmNode): string {
  const { Hostname, Platform, Resources, Engine, TLSInfo } = Description;
  const plugins = (type: string) =>
    Engine.Plugins.filter(({ Type }) => Type === type)
      .map(({ Name }) => Name)
      .join(', ');
  const labels = labelLines(Spec.Labels, ' - ');
  return [
    `ID:\t\t\t${ID}`,
    ...(labels.length > 0 ? ['Labels:', ...labels] : []),
    `Hostname:              \t${Hostname}`,
    `Joined at:             \t${prettyTime(CreatedAt)}`,
    'Status:',
    ` State:\t\t\t${capital(Status.State)}`,
    ` Availability:         \t${capital(Spec.Availability)}`,
    ` Address:\t\t${Status.Addr}`,
    ...(ManagerStatus === undefined
      ? []
      : [
          'Manager Status:',
          ` Address:\t\t${ManagerStatus.Addr}`,
          ` Raft Status:\t\t${capital(ManagerStatus.Reachability)}`,
          ` Leader:\t\t${ManagerStatus.Leader === true ? 'Yes' : 'No'}`,
        ]),
    'Platform:',
    ` Operating System:\t${Platform.OS}`,
    ` Architecture:\t\t${Platform.Architecture}`,
    'Resources:',
    ` CPUs:\t\t\t${Resources.NanoCPUs / 1e9}`,
    ` Memory:\t\t${bytesSize(Resources.MemoryBytes)}`,
    'Plugins:',
    ...['Log', 'Network', 'Volume'].map((type) => ` ${type}:\t\t${plugins(type)}`),
    `Engine Version:\t\t${Engine.EngineVersion}`,
    'TLS Info:',
    ` TrustRoot:\n${TLSInfo.TrustRoot}`,
    ` Issuer Subject:\t${TLSInfo.CertIssuerSubject}`,
    ` Issuer Public Key:\t${TLSInfo.CertIssuerPublicKey}`,
  ].join('\n');
}
