/** What `--help` says of a command that may change. @see docker/cli cli/cobra.go, WithExperimental */
export const experimental = (short: string, path: string): string => `${short}

EXPERIMENTAL:
  ${path} is an experimental feature.
  Experimental features provide early access to product functionality. These
  features may change between releases without warning, or can be removed from a
  future release. Learn more about experimental features in our documentation:
  https://docs.docker.com/go/experimental/`;
