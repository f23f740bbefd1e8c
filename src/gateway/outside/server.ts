import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { GatewayState } from "../gateway_state.ts";
import { answerPage } from "./pages.ts";

/** Pages that are served. */
export interface PageServer {
  /** The port, also if any free one was asked for. */
  readonly port: number;
  /** Ends, and drops who is connected. */
  close(): Promise<void>;
}

/** Serves the pages of a gateway on loopback. Rejects when the port is taken. */
export async function servePages(
  { port, address = "127.0.0.1" }: { readonly port: number; readonly address?: "127.0.0.1" | "::1" },
  state: () => GatewayState,
): Promise<PageServer> {
  const server = createServer((request, response) => {
    const { method = "GET", url: path = "/", headers: { host } } = request;
    const { status, type, body } = answerPage({ method, path, host }, state);
    response.writeHead(status, {
      "content-type": type,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    });
    response.end(method === "HEAD" ? undefined : body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
