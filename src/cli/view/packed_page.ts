import { Buffer } from "node:buffer";
import { brotliDecompressSync } from "node:zlib";

/** A page as the command carries it, half as long: brotli, in base64. `deno task page` writes it. */
export function unpackPage(packed: string): string {
  return brotliDecompressSync(Buffer.from(packed, "base64")).toString("utf8");
}
