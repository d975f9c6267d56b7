import type {
  ContainerInspect,
  ContainerSummary,
  EventMessage,
  ImageInspect,
  ImageSummary,
  NetworkInspect,
  VolumeListResponse,
} from '../../runtimes/engine-types.ts';
import type { HostConnection } from '../host-connection.ts';
import { containerView, imageView, networkView, volumeView } from './from-api.ts';
import type { ContainerView, HostState, ImageView } from './host-state.ts';
import { readFacts } from './kernel-facts.ts';

/** Events come in bursts: `docker run` is create, connect, start. ms */
const BURST_MS = 40;
/** After an event a container's processes settle: an entrypoint becomes a server and its workers. No event tells of that. ms */
const SETTLE_MS = 700;

/** Follows a host by the events of its engine. Never asks for what leaves a mark on it. */
export class HostObserver {
  readonly #connection: HostConnection;
  readonly #changed: (state: HostState) => void;
  readonly #endEvents: () => void;
  readonly #containers = new Map<string, ContainerView>();
  readonly #images = new Map<string, ImageView>();
  /** Containers of which an event told since they were inspected. */
  readonly #stale = new Set<string>();
  #reading: Promise<HostState> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #ended = false;
  #rest = '';

  /** @param changed gets each state that was read */
  constructor(connection: HostConnection, changed: (state: HostState) => void) {
    this.#connection = connection;
    this.#changed = changed;
    this.#endEvents = connection.stream('/events', (text) => this.#events(text));
  }

  /** Reads the state as it is now. @throws {Error} when the host is gone */
  async refresh(): Promise<HostState> {
    while (this.#reading !== undefined) await this.#reading; // that one may have begun before the last change
    this.#reading = this.#read();
    try {
      const state = await this.#reading;
      if (!this.#ended) this.#changed(state);
      return state;
    } finally {
      this.#reading = undefined;
    }
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#settle);
    this.#endEvents();
  }

  #events(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') continue;
      const { Type, Actor } = JSON.parse(line) as EventMessage;
      if (Type === 'container') this.#stale.add(Actor.ID);
      const container = Actor.Attributes['container'];
      if (container !== undefined) this.#stale.add(container);
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#again();
      }, BURST_MS);
      clearTimeout(this.#settle);
      this.#settle = setTimeout(() => this.#again(), SETTLE_MS);
    }
  }

  /** The host may be gone by now: then there is nothing more to follow. */
  #again(): void {
    this.refresh().catch(() => this.end());
  }

  async #read(): Promise<HostState> {
    const [summaries, networks, volumes, images] = await Promise.all([
      this.#get<readonly ContainerSummary[]>('/containers/json?all=1'),
      this.#get<readonly NetworkInspect[]>('/networks'),
      this.#get<VolumeListResponse>('/volumes'),
      this.#get<readonly ImageSummary[]>('/images/json'),
    ]);
    const containers = (await Promise.all((summaries ?? []).map((summary) => this.#container(summary)))).filter(
      (view) => view !== undefined,
    );
    const facts = await readFacts(this.#connection, containers);
    const pictures = await Promise.all((images ?? []).map((summary) => this.#image(summary)));
    return {
      containers: containers
        .map((view) => ({ ...view, ...facts.get(view.id) }))
        .sort((a, b) => compare(a.inspect.Created, b.inspect.Created)),
      networks: (networks ?? []).map(networkView).sort((a, b) => compare(a.inspect.Created, b.inspect.Created)),
      volumes: (volumes?.Volumes ?? [])
        .map(volumeView)
        .sort((a, b) => compare(a.inspect.CreatedAt ?? '', b.inspect.CreatedAt ?? '') || compare(a.name, b.name)),
      images: pictures.filter((view) => view !== undefined),
    };
  }

  async #container({ Id, State, Names }: ContainerSummary): Promise<ContainerView | undefined> {
    const known = this.#containers.get(Id);
    const fresh = known?.status === State && Names.includes(`/${known.name}`) && !this.#stale.has(Id);
    if (fresh) return known;
    this.#stale.delete(Id);
    const inspect = await this.#get<ContainerInspect>(`/containers/${Id}/json`);
    if (inspect === undefined) return undefined;
    const view = containerView(inspect);
    this.#containers.set(Id, view);
    return view;
  }

  async #image({ Id, RepoTags }: ImageSummary): Promise<ImageView | undefined> {
    const known = this.#images.get(Id);
    if (known !== undefined && known.tags.join() === (RepoTags ?? []).join()) return known;
    const inspect = await this.#get<ImageInspect>(`/images/${Id}/json`);
    if (inspect === undefined) return undefined;
    const view = imageView(inspect);
    this.#images.set(Id, view);
    return view;
  }

  /** Undefined for what is gone since it was listed. */
  async #get<T>(target: string): Promise<T | undefined> {
    const { status, text } = await this.#connection.request('GET', target);
    return status === 200 ? (JSON.parse(text) as T) : undefined;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
