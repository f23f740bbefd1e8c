import { systemClock } from "@secs/hsms";
import {
  loadMqtt,
  MqttLink,
  type MqttLinkOptions,
  MqttSink,
  type MqttSinkOptions,
} from "../../../src/gateway/mqtt/mod.ts";
import { isInstalled, type Kind, ServerProcess } from "../server_process.ts";
import type { Seen, SinkBench } from "../broker_contract.ts";

const MOSQUITTO: Kind = {
  program: "mosquitto",
  version: ["-h"],
  arguments: (configuration) => ["-c", configuration],
  ready: /mosquitto version \S+ running/,
};

/** Whether there is no broker to test with. */
export const WITHOUT_MOSQUITTO = !isInstalled(MOSQUITTO);

/** A broker; `more`: lines of its configuration, for its listener. */
export function startMosquitto(
  more: (folder: string) => string = () => "allow_anonymous true",
  files: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  return ServerProcess.start(
    MOSQUITTO,
    (port, folder) =>
      `user root\nlog_dest stderr\nautosave_interval 1\nautosave_on_changes true\n` +
      `persistence true\npersistence_location ${folder}/\nlistener ${port} 127.0.0.1\n${more(folder)}\n`,
    files,
  );
}

/** A link that tries again soon. */
export async function linkTo(
  server: ServerProcess,
  options: Partial<MqttLinkOptions> = {},
): Promise<MqttLink> {
  return new MqttLink(await loadMqtt(), {
    server: `mqtt://127.0.0.1:${server.port}`,
    name: "gateway-a",
    clock: systemClock,
    retry: 50,
    ...options,
  });
}

interface Subscriber {
  on(event: "message", listener: (topic: string, body: Uint8Array, packet: Packet) => void): unknown;
  on(event: "error", listener: () => void): unknown;
  subscribeAsync(topic: string, options: { readonly qos: 1 }): Promise<unknown>;
  endAsync(force: boolean): Promise<void>;
}

interface Packet {
  readonly properties?: { readonly userProperties?: { readonly id?: string } };
}

/** A consumer with a session that lasts. */
export async function consumerOf(server: ServerProcess, topic = "FAB/#") {
  const seen: Seen[] = [];
  let wake = (): void => {};
  const client = (await loadMqtt()).connect(`mqtt://127.0.0.1:${server.port}`, {
    clientId: "consumer",
    protocolVersion: 5,
    clean: false,
    reconnectPeriod: 50,
    properties: { sessionExpiryInterval: 3600 },
  }) as unknown as Subscriber;
  client.on("error", () => {});
  client.on("message", (topic, body, packet) => {
    const id = packet.properties?.userProperties?.id ?? "";
    seen.push({ subject: topic.replaceAll("/", "."), id, text: new TextDecoder().decode(body) });
    wake();
  });
  await client.subscribeAsync(topic, { qos: 1 });
  return {
    seen: async (isEnough: (seen: readonly Seen[]) => boolean): Promise<readonly Seen[]> => {
      while (!isEnough(seen)) await new Promise<void>((resolve) => wake = resolve);
      return seen;
    },
    stop: () => client.endAsync(true),
  };
}

/** A sink with its broker. */
export async function openMqttSink(
  options: Partial<MqttSinkOptions> = {},
): Promise<SinkBench & { readonly server: ServerProcess }> {
  const server = await startMosquitto();
  const consumer = await consumerOf(server);
  const link = await linkTo(server);
  const sink = new MqttSink(link, { clock: systemClock, ...options });
  link.start();
  return {
    server,
    sink,
    seen: (count) => consumer.seen((seen) => new Set(seen.map(({ id }) => id)).size >= count),
    kill: () => server.kill(),
    restart: () => server.start(),
    stop: async () => {
      await Promise.all([link.close(), consumer.stop()]);
      await server.stop();
    },
  };
}
