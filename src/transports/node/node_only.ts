import { nodeNet } from "./node_api.ts";

// Here, and not at the first call: a program for a browser ends where it names the wrong entry point.
nodeNet();

export { nodeTcp } from "./node_network.ts";
export { nodeTls } from "./node_tls.ts";
