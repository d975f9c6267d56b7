import type { Client } from '../client/client.ts';
import type { Io } from './io.ts';

/** A program of its own that docker calls for its first word: `docker compose …`. @returns exit code */
export type Plugin = (call: {
  /** What follows the word. */
  readonly argv: readonly string[];
  readonly io: Io;
  readonly client: Client;
  /** Name of docker's context. */
  readonly context: string;
  /** As it was called: `docker bake`. */
  readonly path: string;
}) => Promise<number>;

/** Programs by their word, or commands by their path (`docker stack deploy`); their code is loaded when they are called. */
export type Plugins = Readonly<Record<string, () => Promise<Plugin>>>;
