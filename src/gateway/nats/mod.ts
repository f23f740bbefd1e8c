/** NATS: messages into JetStream, leases in its key-value store, commands by request and reply. */
export { loadNats, type NatsClients } from "./client.ts";
export { type NatsCommand, NatsCommands, type NatsCommandsOptions } from "./commands.ts";
export type { NatsCredentials } from "./credentials.ts";
export { type NatsLeaseOptions, NatsLeaseStore } from "./lease_store.ts";
export { NatsLink, type NatsLinkOptions } from "./link.ts";
export { openNats } from "./place.ts";
export { NatsSink } from "./sink.ts";
export type { StreamOptions } from "./stream.ts";
