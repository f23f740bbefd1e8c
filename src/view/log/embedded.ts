import { fromBase64 } from "./base64.ts";

/** The type of the scripts that have the log of a page, in order. */
export const LOG_SCRIPT_TYPE = "application/octet-stream;base64";

/**
 * The log in a page, chunk by chunk: the texts of its scripts, which are base64. `deflated`: as their attribute
 * `data-deflated` says, it is one stream of deflate-raw.
 */
export async function* readEmbedded(
  texts: Iterable<string>,
  deflated: boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (!deflated) {
    for (const text of texts) yield fromBase64(text);
    return;
  }
  const inflater = new DecompressionStream("deflate-raw");
  const writer = inflater.writable.getWriter();
  const written = (async () => {
    for (const text of texts) await writer.write(fromBase64(text));
    await writer.close();
  })();
  // An error is thrown by the reader.
  written.catch(() => {});
  const reader = inflater.readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
