import { decodeState, LinkError } from '../../lib/playground/link.ts';
import type { Project } from '../../lib/playground/project.ts';
import { EMPTY_STATE, type PlaygroundState } from '../../lib/playground/state.ts';

/** What the address asks for. */
export type Wish =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'state'; readonly state: PlaygroundState }
  | { readonly kind: 'project'; readonly project: Project }
  /** A line to be typed at the prompt, and left there. */
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'broken'; readonly message: string };

/** Reads `#s=` (a session), `#p=` (a project), `#c=` (a command). */
export function readWish(hash: string, projects: readonly Project[]): Wish {
  const [, name, value = ''] = /^#([spc])=(.*)$/s.exec(hash) ?? [];
  if (name === undefined) return { kind: 'nothing' };
  try {
    if (name === 's') return { kind: 'state', state: decodeState(value) };
    if (name === 'c') return { kind: 'command', command: decodeURIComponent(value).slice(0, 2_000) };
  } catch (cause) {
    if (cause instanceof LinkError) return { kind: 'broken', message: cause.message };
    if (cause instanceof URIError)
      return { kind: 'broken', message: 'The link was cut short: its command could not be read.' };
    throw cause;
  }
  const project = projects.find(({ id }) => id === value);
  if (project === undefined) return { kind: 'broken', message: `There is no project “${value.slice(0, 40)}”.` };
  return { kind: 'project', project };
}

export const stateOf = ({ title, start }: Project): PlaygroundState => ({ ...EMPTY_STATE, title, start });
