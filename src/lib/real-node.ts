import type { HostPort } from '../sandbox/runtimes/messages.ts';
import type { Container } from '../sandbox/runtimes/webcontainer.ts';

/** @throws {Error} when the bundle of `docker` can't be fetched */
async function fetchShim(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the bundle of docker could not be fetched (${response.status})`);
  return response.text();
}

/** What keeps this page from booting a WebContainer; undefined when nothing does. */
function obstacle(): string | undefined {
  if (!crossOriginIsolated) {
    return 'this page is not cross-origin isolated: its server did not send the headers of public/_headers, or the browser lacks it';
  }
  return navigator.onLine ? undefined : 'there is no network, and WebContainers are fetched from theirs';
}

/** A factory of hosts with real Node, for the terminal. */
export async function realNode(shimUrl: string, onPort: (port: number, url: string) => void): Promise<() => HostPort> {
  const { webContainerPort } = await import('../sandbox/runtimes/webcontainer.ts');
  return () =>
    webContainerPort({
      // One page has one WebContainer, and what boots is asked of the network: only now.
      boot: async () => {
        const { WebContainer } = await import('@webcontainer/api');
        const container: Container = await WebContainer.boot({ coep: 'require-corp' });
        return container;
      },
      shim: () => fetchShim(shimUrl),
      onPort,
      obstacle: obstacle(),
    });
}
