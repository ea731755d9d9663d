/** Paths of the built files, by when they are loaded. */
export interface InitialFiles {
  /** JavaScript of the sign-in page. */
  readonly signIn: readonly string[];
  /** JavaScript of the console, with that of the sign-in page. */
  readonly console: readonly string[];
  readonly styles: readonly string[];
  /** JavaScript loaded when it is first needed. */
  readonly lazy: readonly string[];
}

export function findInitialFiles(dist?: string): InitialFiles;
