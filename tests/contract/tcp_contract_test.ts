import { createTcp } from "../../src/transports/tcp.ts";
import { registerContract } from "./register.ts";

registerContract("tcp", { network: () => createTcp(), reset: !("Deno" in globalThis) });
