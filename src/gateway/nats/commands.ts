import type { NatsConnection, NatsMessage } from "./client.ts";
import type { NatsLink } from "./link.ts";

/** A command that came for a tool. */
export interface NatsCommand {
  readonly subject: string;
  readonly area: string;
  readonly tool: string;
  /** What comes behind `command.` in the subject. */
  readonly name: string;
  readonly body: Uint8Array;
}

/** Who answers commands. */
export interface NatsCommandsOptions {
  readonly site: string;
  /** The body of the reply; undefined: the tool is not served here, and another gateway replies. */
  readonly answer: (command: NatsCommand) => Promise<Uint8Array | undefined>;
  /** What `answer` threw, and commands that came while too many were under way. Nothing is replied then. */
  readonly onError: (error: unknown, command: NatsCommand) => void;
}

/** How many commands may be under way. */
const MOST = 256;

/**
 * Answers `SITE.AREA.TOOL.command.NAME`. Every gateway hears each command; the one that serves the tool replies. A message
 * without a reply subject is no command, and dropped.
 */
export class NatsCommands {
  readonly #options: NatsCommandsOptions;
  readonly #running = new Set<Promise<void>>();
  readonly #forget: () => void;
  #subscription: { unsubscribe(): void } | undefined;

  /** To be made before the link is started. */
  constructor(link: NatsLink, options: NatsCommandsOptions) {
    this.#options = options;
    this.#forget = link.onUp((connection) => this.#subscribe(connection));
  }

  /** Hears no more commands, and waits for the replies to those that came. */
  async close(): Promise<void> {
    this.#forget();
    this.#subscription?.unsubscribe();
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Resolves when the server has the subscription. */
  async #subscribe(connection: NatsConnection): Promise<void> {
    this.#subscription = connection.subscribe(`${this.#options.site}.*.*.command.>`, {
      callback: (error, message) => {
        if (error === null) this.#hear(message);
      },
    });
    await connection.flush();
  }

  #hear(message: NatsMessage): void {
    if (message.reply === undefined || message.reply === "") return;
    const [, area, tool, , ...name] = message.subject.split(".");
    const command = {
      subject: message.subject,
      area: area!,
      tool: tool!,
      name: name.join("."),
      body: message.data,
    };
    if (this.#running.size >= MOST) {
      this.#options.onError(
        new Error(`${MOST} commands are under way; ${command.subject} was dropped`),
        command,
      );
      return;
    }
    const run = this.#reply(message, command).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #reply(message: NatsMessage, command: NatsCommand): Promise<void> {
    try {
      const body = await this.#options.answer(command);
      if (body !== undefined) message.respond(body);
    } catch (error) {
      this.#options.onError(error, command);
    }
  }
}
