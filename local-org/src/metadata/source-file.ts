/** One file of a deployment, its path relative to the root with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly content: string;
  /** The same as bytes, where it may be no text. */
  readonly bytes?: Uint8Array;
}

/** Why a component cannot be deployed; the platform reports these as componentFailures. */
export interface ComponentProblem {
  readonly componentType: string;
  readonly fullName: string;
  readonly fileName: string;
  readonly problem: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}
