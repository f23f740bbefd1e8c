import { loadPeers } from "../load_peer.ts";

// What is used of the package mqtt, so that the types of this package do not need it.

/** The properties of MQTT 5 that a packet has. */
export interface MqttProperties {
  readonly userProperties?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly receiveMaximum?: number;
}

/** A connection to a broker. */
export interface MqttClient {
  on(event: "connect", listener: (packet: { readonly properties?: MqttProperties }) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  publish(
    topic: string,
    body: Uint8Array,
    options: { readonly qos: 1; readonly properties: MqttProperties },
    done: (error?: Error | null) => void,
  ): unknown;
  end(force: boolean, done?: () => void): unknown;
}

/** The package. */
export interface MqttPackage {
  connect(url: string, options: Readonly<Record<string, unknown>>): MqttClient;
}

/**
 * Loads the client of MQTT.
 *
 * @throws {PeerMissingError} When the package is not installed.
 */
export async function loadMqtt(): Promise<MqttPackage> {
  const [found] = await loadPeers("--mqtt", ["mqtt"]) as [MqttPackage & { readonly default?: MqttPackage }];
  return found.default ?? found;
}
