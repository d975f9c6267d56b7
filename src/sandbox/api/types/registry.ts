/** Body of POST /auth, and what the header X-Registry-Auth holds in base64url. */
export interface RegistryAuth {
  readonly username?: string;
  readonly password?: string;
  readonly serveraddress?: string;
  readonly identitytoken?: string;
}

/** The answer of POST /auth. */
export interface AuthResponse {
  readonly Status: string;
  readonly IdentityToken: string;
}

/** The last message of a push, as `aux`. */
export interface PushResult {
  readonly Tag: string;
  readonly Digest: string;
  readonly Size: number;
}

/** A manifest or an index as a registry has it. */
export interface RawManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly text: string;
  /** Configurations of the images in it, by the digest of their manifest. */
  readonly configs: Readonly<Record<string, string>>;
}
