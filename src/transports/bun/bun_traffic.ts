import type { BunSocketHandler } from "./bun_api.ts";
import { BunTransport } from "./bun_transport.ts";

/** What every socket does once it has its transport, in `socket.data`: TLS or not, only the ways in and out differ. */
export const TRAFFIC: Pick<BunSocketHandler, "binaryType" | "data" | "drain" | "end" | "connectError"> = {
  binaryType: "uint8array",
  data(socket, chunk) {
    if (socket.data instanceof BunTransport) socket.data.onChunk(chunk);
  },
  drain(socket) {
    if (socket.data instanceof BunTransport) socket.data.onWritable();
  },
  end(socket) {
    if (socket.data instanceof BunTransport) socket.data.onEnd();
  },
  // The promise of `connect` rejects with the same error.
  connectError() {},
};
