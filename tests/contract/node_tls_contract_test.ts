import { nodeTls } from "../../src/transports/node/mod.ts";
import { ca, server } from "../transports/tls/certificates.ts";
import { registerContract } from "./register.ts";

// Not on Deno: its node:tls loses the end of a connection if its reader is slow, and has no back-pressure.
if (!("Deno" in globalThis)) {
  registerContract("node:tls", { network: () => nodeTls({ ...server, ca }), reset: false });
}
