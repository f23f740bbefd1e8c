import type { GatewayState } from "../gateway_state.ts";
import { metricsOf } from "./metrics.ts";
import { pageOf } from "./page.ts";

/** What a page is asked with. */
export interface PageRequest {
  /** GET, or another one. */
  readonly method: string;
  /** What follows the host, with a query. */
  readonly path: string;
  /** The header Host. */
  readonly host: string | undefined;
}

/** A page. */
export interface Page {
  /** The status of HTTP. */
  readonly status: number;
  /** Its Content-Type. */
  readonly type: string;
  /** Its text. */
  readonly body: string;
}

const TEXT = "text/plain; charset=utf-8";

/**
 * The page of a request. A Host that is no name of this machine is refused: a page of another site could read what is here, by a
 * name of its own that leads here.
 */
export function answerPage({ method, path, host }: PageRequest, state: () => GatewayState): Page {
  const name = (host ?? "").replace(/:\d+$/, "");
  if (!["localhost", "127.0.0.1", "[::1]"].includes(name)) {
    return { status: 403, type: TEXT, body: "The Host is not this machine: ask 127.0.0.1\n" };
  }
  if (method !== "GET" && method !== "HEAD") {
    return { status: 405, type: TEXT, body: "GET is all there is\n" };
  }
  switch (path.split("?")[0]) {
    case "/healthz": {
      const { journal } = state();
      return journal.state.isUp
        ? { status: 200, type: TEXT, body: "ok\n" }
        : { status: 503, type: TEXT, body: `${journal.state.why}\n` };
    }
    case "/metrics":
      return { status: 200, type: "text/plain; version=0.0.4; charset=utf-8", body: metricsOf(state()) };
    case "/state":
      return { status: 200, type: "application/json", body: `${JSON.stringify(state(), undefined, 2)}\n` };
    case "/":
      return { status: 200, type: "text/html; charset=utf-8", body: pageOf(state()) };
    default:
      return { status: 404, type: TEXT, body: "There are /, /state, /metrics and /healthz\n" };
  }
}
