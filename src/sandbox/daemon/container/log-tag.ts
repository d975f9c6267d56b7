import { ApiError } from '../../api/errors.ts';
import type { ContainerRecord } from '../state.ts';

const FIELDS: Readonly<Record<string, ((record: ContainerRecord) => string) | undefined>> = {
  ID: ({ id }) => id.slice(0, 12),
  FullID: ({ id }) => id,
  Name: ({ name }) => name,
  ImageName: ({ config }) => config.Image,
  ImageFullID: ({ image }) => image,
  ImageID: ({ image }) => image.replace('sha256:', '').slice(0, 12),
  DaemonName: () => 'docker',
};

/**
 * `--log-opt tag={{.Name}}/{{.ID}}` filled in.
 *
 * @throws {ApiError} `… template: log-tag:1:2: executing "log-tag" at <.Nope>: can't evaluate field Nope in type *logger.Info`
 */
export function logTag(record: ContainerRecord): string | undefined {
  const tag = record.hostConfig.LogConfig.Config?.['tag'];
  return tag?.replace(/\{\{\s*\.?([^}]*?)\s*\}\}/g, (action, field: string, at: number) => {
    const value = FIELDS[field];
    if (value !== undefined) return value(record);
    const prefix = 'failed to create task for container: failed to initialize logging driver: ';
    if (!/^\w+$/.test(field)) throw new ApiError('not_implemented', `drydock: not simulated: ${action} in a log tag`);
    const column = at + action.indexOf('.');
    throw new ApiError(
      'internal',
      `${prefix}template: log-tag:1:${column}: executing "log-tag" at <.${field}>: can't evaluate field ${field} in type *logger.Info`,
    );
  });
}
