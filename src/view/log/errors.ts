/** Bytes that are not a log of a view. Its message is shown to the person at the page; it leaves no door of the package. */
export class LogError extends Error {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "LogError";
}
