import { ApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import { refreshNetworkFiles } from '../network/sandbox.ts';
import { lookUpContainer } from './find.ts';

/** DELETE /containers/{name}?link=1 @throws {ApiError} `Cannot get parent …` */
export function removeLink(daemon: Daemon, name: string): void {
  const path = `/${name.replace(/^\//, '')}`;
  const at = path.lastIndexOf('/');
  if (at === 0) {
    throw new ApiError('internal', 'Conflict, cannot remove the default link name of the container');
  }
  const parent = lookUpContainer(daemon, path.slice(1, at));
  if (parent === undefined) {
    throw new ApiError('internal', `Cannot get parent ${path.slice(0, at)} for link name ${path}`);
  }
  parent.links = parent.links.filter(({ alias }) => alias !== path.slice(at + 1));
  if (parent.state.running) refreshNetworkFiles(daemon, parent);
}
