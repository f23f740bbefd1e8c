import { builtin } from "../../transports/builtin.ts";
import type { GatewayState } from "../gateway_state.ts";
import { answerPage } from "./pages.ts";

/** Pages that are served. */
export interface PageServer {
  /** The port, also if any free one was asked for. */
  readonly port: number;
  /** Ends, and drops who is connected. */
  close(): Promise<void>;
}

/** Where pages are served. */
export interface PagePlace {
  /** The port; 0: any free one. */
  readonly port: number;
  /** An address of this machine. @default {"127.0.0.1"} */
  readonly address?: "127.0.0.1" | "::1";
}

/** The part of `node:http` in use; all three runtimes have it. */
interface Http {
  createServer(answer: (request: Incoming, response: Outgoing) => void): Server;
}

interface Incoming {
  readonly method?: string;
  readonly url?: string;
  readonly headers: { readonly host?: string };
}

interface Outgoing {
  writeHead(status: number, headers: Readonly<Record<string, string>>): void;
  end(body?: string): void;
}

interface Server {
  once(event: "error", listener: (error: Error) => void): void;
  listen(port: number, address: string, done: () => void): void;
  address(): { readonly port: number };
  close(done: () => void): void;
  closeAllConnections(): void;
}

/**
 * Serves the pages of a gateway on loopback. Rejects when the port is taken, and with a TypeError when the runtime has no
 * `node:http`.
 */
export async function servePages(
  { port, address = "127.0.0.1" }: PagePlace,
  state: () => GatewayState,
): Promise<PageServer> {
  const http = builtin<Http>("node:http");
  if (http === undefined) throw new TypeError("This runtime has no node:http, so there are no pages here");
  const server = http.createServer((request, response) => {
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
    port: server.address().port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
