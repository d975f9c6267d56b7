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
