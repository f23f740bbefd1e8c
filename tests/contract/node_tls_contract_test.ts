import { nodeTls } from "../../src/transports/node/mod.ts";
import { ca, server } from "../transports/tls/certificates.ts";
import { registerContract } from "./register.ts";

// Deno's node:tls loses the end of a connection whose reader is behind, and feels no back-pressure: denoTls has neither.
if (!("Deno" in globalThis)) {
  registerContract("node:tls", { network: () => nodeTls({ ...server, ca }), reset: false });
}
