import type { HsmsTimeouts } from "../../core/mod.ts";
import type { EquipmentModel } from "../../gem/mod.ts";
import type { CommandIo } from "../io.ts";
import type { Direction, LinkEnding, RecordedLink } from "../record/format.ts";
import type { Recorder } from "../record/recorder.ts";
import { LiveLog } from "./live_log.ts";
import { livePage } from "./page.ts";
import { storyModelOf } from "./story_model.ts";
import { ViewServer } from "./view_server.ts";

/** How much of the past a view that is opened later, or reloaded, can show, in bytes. */
const MAX_PAST = 64 * 1024 * 1024;

/** What a live view is told. */
export interface ViewedLink {
  /** What the page is called: the command and its place. */
  readonly title: string;
  readonly timeouts?: HsmsTimeouts | undefined;
  readonly model?: EquipmentModel | undefined;
  readonly encoding?: string | undefined;
}

/** A view of the connections of this command, in the browser, while they go on. It records what a recorder is given. */
export class LiveView implements Recorder {
  readonly #log: LiveLog;
  readonly #server: ViewServer;

  constructor(log: LiveLog, server: ViewServer) {
    this.#log = log;
    this.#server = server;
  }

  /** Serves it on a port of this machine, and says where. @throws {CommandError} When the port is taken. */
  static async open(port: number, viewed: ViewedLink, io: CommandIo): Promise<LiveView> {
    const { title, timeouts, model, encoding } = viewed;
    const log = new LiveLog(1 + Math.floor(Math.random() * 0xffff_fffe), MAX_PAST);
    const page = await livePage({
      live: "/log",
      title,
      ...timeouts !== undefined && {
        timers: { t3: timeouts.t3, t6: timeouts.t6, t7: timeouts.t7, t8: timeouts.t8 },
      },
      ...model !== undefined && { model: storyModelOf(model) },
      ...encoding !== undefined && { encoding },
    });
    const server = new ViewServer(log, page);
    await server.listen(port);
    io.stderr.write(`View: ${server.url}\n`);
    return new LiveView(log, server);
  }

  /** Where it is. */
  get url(): string {
    return this.#server.url;
  }

  opened(link: RecordedLink, at: Date): void {
    this.#log.opened(link, at);
  }

  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array, at: Date): void {
    this.#log.bytes(link, direction, bytes, at);
  }

  ended(link: RecordedLink, at: Date, ending?: LinkEnding): void {
    this.#log.ended(link, at, ending);
  }

  async close(): Promise<void> {
    await this.#log.close();
    await this.#server.close();
  }
}

/** One recorder for several. */
export function recordersOf(recorders: readonly Recorder[]): Recorder | undefined {
  if (recorders.length < 2) return recorders[0];
  return {
    opened: (link, at) => recorders.forEach((recorder) => recorder.opened(link, at)),
    bytes: (link, direction, bytes, at) =>
      recorders.forEach((recorder) => recorder.bytes(link, direction, bytes, at)),
    ended: (link, at, ending) => recorders.forEach((recorder) => recorder.ended(link, at, ending)),
    close: async () => void await Promise.all(recorders.map((recorder) => recorder.close())),
  };
}
