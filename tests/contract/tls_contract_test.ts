import { createTls } from "../../src/transports/tls.ts";
import { ca, server } from "../transports/tls/certificates.ts";
import { registerContract } from "./register.ts";

registerContract("tls", { network: () => createTls({ ...server, ca }), reset: "Bun" in globalThis });
