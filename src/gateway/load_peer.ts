/** A package that is not installed, or cannot be loaded. */
export class PeerMissingError extends Error {
  /** The name of the class. */
  override readonly name = "PeerMissingError";
}

/**
 * Loads packages that only those install who need them, by names that no bundler follows.
 *
 * @throws {PeerMissingError} When one is not there: the message says what to install.
 */
export async function loadPeers(what: string, names: readonly string[]): Promise<unknown[]> {
  try {
    return await Promise.all(names.map((name) => import(name)));
  } catch (error) {
    const list = names.join(" ");
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new PeerMissingError(
      `${what} needs packages that are not installed: npm install ${list} ` +
        `(in Deno: deno add ${names.map((name) => `npm:${name}`).join(" ")}); the runtime says: ${reason}`,
      { cause: error },
    );
  }
}
