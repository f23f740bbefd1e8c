import { bunApi } from "./bun_api.ts";

// Here, and not at the first call: a program for another runtime ends where it names the wrong entry point.
bunApi();

export { bunTcp } from "./bun_network.ts";
export { bunTls } from "./bun_tls.ts";
