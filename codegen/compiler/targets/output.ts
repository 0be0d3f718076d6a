/** One generated file: path from the root of the generated tree, and its text. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}
