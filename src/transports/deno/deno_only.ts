import { denoApi } from "./deno_api.ts";

// Here, and not at the first call: a program for another runtime ends where it names the wrong entry point.
denoApi();

export { denoTcp } from "./deno_network.ts";
export { denoTls } from "./deno_tls.ts";
