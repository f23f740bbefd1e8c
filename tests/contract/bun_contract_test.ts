import { bunTcp } from "../../src/transports/bun/bun_network.ts";
import { registerContract } from "./register.ts";

if ("Bun" in globalThis) registerContract("bun", { network: () => bunTcp() });
