/** What a policy makes of a text. TypeScript's DOM doesn't know Trusted Types yet, so their values pass as strings. */
interface Rules {
  /** For a parser, or a frame without scripts. */
  createHTML?(html: string): string;
  /** For a worker. Throws where the address isn't one of the site. */
  createScriptURL?(address: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: Rules): Required<Rules>;
}

/**
 * The few places that hand text to the browser as a page or a program say so by a policy, whose name the site's content
 * security policy lists. Where the browser has Trusted Types, text takes no other way there.
 * @param name as in astro.config.mjs; each is made once
 */
export function trustPolicy<Own extends Rules>(
  name: string,
  rules: Own,
): Pick<Required<Rules>, keyof Own & keyof Rules> {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  return (trustedTypes?.createPolicy(name, rules) ?? rules) as Pick<Required<Rules>, keyof Own & keyof Rules>;
}

/** @throws {TypeError} where a program would come from elsewhere */
export function ownAddress(address: string): string {
  if (new URL(address, location.href).origin !== location.origin) throw new TypeError(`not of this site: ${address}`);
  return address;
}
