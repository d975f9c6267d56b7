import type { WebAnswer } from '../../runtimes/questions/question.ts';

type Failure = Extract<WebAnswer, { failure: string }>['failure'];

/** What a browser says when there is no page: a heading, and what may be the cause. */
export function failureText(failure: Failure, url: URL): { readonly title: string; readonly text: string } {
  const { host, hostname } = url;
  switch (failure) {
    case 'refused':
      return {
        title: 'This site can’t be reached',
        text: `${host} refused to connect. Nothing listens at this port of the host: is the container running, and is the port published with -p?`,
      };
    case 'reset':
      return {
        title: 'This site can’t be reached',
        text: `The connection to ${host} was reset. The port is published, but no process in the container listens behind it: does it listen on another port, or only on 127.0.0.1?`,
      };
    case 'timeout':
      return { title: 'This site can’t be reached', text: `${host} took too long to respond.` };
    case 'unreachable':
      return { title: 'This site can’t be reached', text: `${hostname} is unreachable from the host.` };
    case 'unresolved':
      return {
        title: 'This site can’t be reached',
        text: `The host doesn’t know the name ${hostname}. Names of containers are known to containers of their network, not to the host.`,
      };
    case 'large':
      return { title: 'This page is too large', text: `${host} sent more than 2 MB: that is not shown here.` };
  }
}
