import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { CommandError, sentenceOf } from "../errors.ts";
import type { LiveLog } from "./live_log.ts";

/** Maximum number of readers of the log at a time. */
const MAX_READERS = 16;
/** The address: this machine only. */
const ADDRESS = "127.0.0.1";
/** What browsers are told with each answer. */
const HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
} as const;

/**
 * Serves a view that follows a log, to browsers on this machine: `/` is the page, `/log?from=POSITION` the log, which goes on
 * for as long as the command does. Requests for another name than that of this machine are refused: a page from elsewhere
 * could have given its name our address.
 */
export class ViewServer {
  readonly #log: LiveLog;
  readonly #page: string;
  readonly #server: Server;
  readonly #open = new Set<ServerResponse>();
  #port = 0;

  /** Serves a page beside the log that it follows; from `listen` on. */
  constructor(log: LiveLog, page: string) {
    this.#log = log;
    this.#page = page;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** Where it is, for a browser. */
  get url(): string {
    return `http://${ADDRESS}:${this.#port}/`;
  }

  /** Ends all readers, and frees the port. */
  async close(): Promise<void> {
    for (const response of this.#open) response.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  /** Listens on a port of this machine, 0 for any free one. @throws {CommandError} When it is taken. */
  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", (error) => {
        const where = `port ${port} of ${ADDRESS}`;
        reject(new CommandError(`Cannot show a view on ${where}: ${sentenceOf(error)}`, 1, { cause: error }));
      });
      this.#server.listen(port, ADDRESS, () => {
        const address = this.#server.address();
        this.#port = typeof address === "object" && address !== null ? address.port : port;
        resolve();
      });
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on("error", () => response.destroy());
    const { host = "" } = request.headers;
    if (![`${ADDRESS}:${this.#port}`, `localhost:${this.#port}`].includes(host.toLowerCase())) {
      return refuse(response, 403, `This is ${this.url}, not ${host.replace(/[^\w.:-]/g, "?")}`);
    }
    if (request.method !== "GET") return refuse(response, 405, "Only GET is answered here");
    const url = new URL(request.url ?? "/", this.url);
    if (url.pathname === "/") {
      response.writeHead(200, { ...HEADERS, "content-type": "text/html; charset=utf-8" });
      return void response.end(this.#page);
    }
    if (url.pathname !== "/log") return refuse(response, 404, "There is only / and /log here");
    if (this.#open.size >= MAX_READERS) {
      return refuse(response, 503, `${MAX_READERS} pages follow the log already. Close one of them`);
    }
    await this.#follow(response, url.searchParams.get("from"));
  }

  /** Writes the log while it grows: the next bytes when the last ones are taken. Who is too slow for what is kept is dropped. */
  async #follow(response: ServerResponse, position: string | null): Promise<void> {
    let isOpen = true;
    const closed = new Promise<void>((resolve) => {
      response.once("close", () => {
        isOpen = false;
        resolve();
      });
    });
    this.#open.add(response);
    const begun = this.#log.begin(position);
    let { at } = begun;
    response.writeHead(200, { ...HEADERS, "content-type": "application/octet-stream" });
    await Promise.race([written(response, begun.head), closed]);
    while (isOpen) {
      const bytes = this.#log.read(at);
      if (bytes === undefined) break;
      if (bytes.length > 0) {
        at += bytes.length;
        await Promise.race([written(response, bytes), closed]);
      } else if (this.#log.isClosed) {
        response.end();
        break;
      } else await Promise.race([this.#log.whenMore(), closed]);
    }
    this.#open.delete(response);
    if (!response.writableEnded) response.destroy();
  }
}

function written(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => void response.write(bytes, () => resolve()));
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { ...HEADERS, "content-type": "text/plain; charset=utf-8" });
  response.end(`${why}\n`);
}
