import type { Clock } from "../../core/base/mod.ts";
import type { GatewaySummary } from "../place.ts";
import type { NatsConnection, NatsMessage } from "./client.ts";
import type { NatsLink } from "./link.ts";

/** Between two summaries, in ms. */
const EVERY = 2_000;
/** After how long a gateway that says nothing is not shown any more, in ms. */
const FORGOTTEN = 10_000;
/** How many gateways are remembered. */
const MOST = 100;

/** Tells the other gateways of a site what this one has, and hears it of them: for the page of all tools. Nothing depends on it. */
export class Neighbours {
  readonly #clock: Clock;
  readonly #subject: string;
  readonly #name: string;
  readonly #summary: () => GatewaySummary;
  readonly #onTwin: () => void;
  /** What no other process has. */
  readonly #process = crypto.randomUUID();
  readonly #known = new Map<string, { readonly summary: GatewaySummary; readonly at: number }>();
  readonly #forget: () => void;
  #connection: NatsConnection | undefined;
  #cancel: () => void = () => {};

  /**
   * To be made before the link is started. `summary`: what this gateway has. `onTwin` is called each time another process says that it
   * has the same name.
   */
  constructor(
    link: NatsLink,
    clock: Clock,
    site: string,
    summary: () => GatewaySummary,
    onTwin: () => void,
  ) {
    this.#onTwin = onTwin;
    this.#clock = clock;
    this.#subject = `${site}.gateways`;
    this.#summary = summary;
    this.#name = summary().name;
    this.#forget = link.onUp((connection) => {
      this.#connection = connection;
      connection.subscribe(`${this.#subject}.*`, {
        callback: (error, message) => {
          if (error === null) this.#hear(message);
        },
      });
      return Promise.resolve();
    });
    this.#tell();
  }

  /** What the others have, as far as they have said it lately. */
  get others(): readonly GatewaySummary[] {
    const now = this.#clock.now();
    return [...this.#known.values()].filter(({ at }) => now - at < FORGOTTEN).map(({ summary }) => summary);
  }

  /** Tells and hears no more. */
  close(): void {
    this.#forget();
    this.#cancel();
  }

  #tell(): void {
    const connection = this.#connection;
    if (connection !== undefined && !connection.isClosed()) {
      const body = new TextEncoder().encode(JSON.stringify({ ...this.#summary(), process: this.#process }));
      try {
        connection.publish(`${this.#subject}.${partOf(this.#name)}`, body);
      } catch {
        // The connection ends, or the summary is too large for the server: it is for the page alone.
      }
    }
    this.#cancel = this.#clock.schedule(() => this.#tell(), EVERY);
  }

  #hear({ data }: NatsMessage): void {
    try {
      const { process, ...summary } = JSON.parse(new TextDecoder().decode(data));
      const { name, tools } = summary;
      if (typeof name !== "string" || !Array.isArray(tools) || process === this.#process) return;
      if (name === this.#name) return this.#onTwin();
      if (this.#known.size >= MOST && !this.#known.has(name)) return;
      this.#known.set(name, { summary, at: this.#clock.now() });
    } catch {
      // No summary.
    }
  }
}

function partOf(name: string): string {
  return name.replace(/[^\w-]/g, "_");
}
