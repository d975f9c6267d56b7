/** What to tell of something that was thrown, with where it was thrown. */
export const errorText = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
