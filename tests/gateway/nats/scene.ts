import { systemClock } from "@secs/hsms";
import {
  loadNats,
  NatsLink,
  type NatsLinkOptions,
  NatsSink,
  type StreamOptions,
} from "../../../src/gateway/nats/mod.ts";
import { isInstalled, type Kind, ServerProcess } from "../server_process.ts";
import type { Seen, SinkBench } from "../broker_contract.ts";

const NATS_SERVER: Kind = {
  program: "nats-server",
  version: ["--version"],
  arguments: (configuration) => ["-c", configuration],
  ready: /Server is ready/,
};

/** Whether there is no server to test with. */
export const WITHOUT_NATS = !isInstalled(NATS_SERVER);

/** A server; `more`: lines of its configuration. */
export function startNats(
  more: (folder: string) => string = () => "",
  files: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  return ServerProcess.start(
    NATS_SERVER,
    (port, folder) =>
      `listen: "127.0.0.1:${port}"\njetstream { store_dir: "${folder}/js" }\n${more(folder)}\n`,
    files,
  );
}

/** A link that tries again soon. */
export async function linkTo(
  server: ServerProcess,
  options: Partial<NatsLinkOptions> = {},
): Promise<NatsLink> {
  return new NatsLink(await loadNats(), {
    servers: [`nats://127.0.0.1:${server.port}`],
    name: "gateway-a",
    clock: systemClock,
    retry: 50,
    ...options,
  });
}

/** Resolves when a link is up. */
export function up(link: NatsLink): Promise<void> {
  return new Promise((resolve) => {
    if (link.state.isUp) return resolve();
    const forget = link.onState(({ isUp }) => {
      if (!isUp) return;
      forget();
      resolve();
    });
  });
}

/** A sink with its server. */
export async function openNatsSink(
  options: Partial<StreamOptions> = {},
): Promise<SinkBench & { readonly server: ServerProcess }> {
  const server = await startNats();
  const link = await linkTo(server);
  const sink = new NatsSink(link, { site: "FAB", ...options });
  link.start();
  return {
    server,
    sink,
    seen: (count) => consume(server, count),
    kill: () => server.kill(),
    restart: () => server.start(),
    stop: async () => {
      await link.close();
      await server.stop();
    },
  };
}

interface Stored {
  readonly subject: string;
  readonly data: Uint8Array;
  readonly header: { get(name: string): string };
}

interface Streams {
  getMessage(
    stream: string,
    query: { readonly seq: number } | { readonly last_by_subj: string },
  ): Promise<Stored | null>;
}

/** Reads from the stream until `read` has what it waits for; a message that is not there yet is null. */
async function reading<T>(
  server: ServerProcess,
  read: (get: (query: Parameters<Streams["getMessage"]>[1]) => Promise<Stored | null>) => Promise<T>,
): Promise<T> {
  const link = await linkTo(server);
  link.start();
  await up(link);
  const { streams } = await link.clients.jetstreamManager(link.connection!) as unknown as {
    readonly streams: Streams;
  };
  try {
    return await read((query) => streams.getMessage("FAB", query).catch(() => null));
  } finally {
    await link.close();
  }
}

/** The first messages of the stream; waits until they are there. */
function consume(server: ServerProcess, count: number): Promise<Seen[]> {
  return reading(server, async (get) => {
    const seen: Seen[] = [];
    while (seen.length < count) {
      const found = await get({ seq: seen.length + 1 });
      if (found === null) continue;
      const { subject, data, header } = found;
      seen.push({ subject, id: header.get("Nats-Msg-Id"), text: new TextDecoder().decode(data) });
    }
    return seen;
  });
}

/** The body of the last message with a subject; waits until it is the right one: it may come from a journal. */
export function lastOf<Body>(
  server: ServerProcess,
  subject: string,
  isRight: (body: Body) => boolean,
): Promise<Body> {
  return reading(server, async (get) => {
    while (true) {
      const found = await get({ last_by_subj: subject });
      if (found === null) continue;
      const body = JSON.parse(new TextDecoder().decode(found.data));
      if (isRight(body)) return body;
    }
  });
}
