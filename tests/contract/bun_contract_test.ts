import { bunTcp } from "../../src/transports/bun/mod.ts";
import { registerContract } from "./register.ts";

if ("Bun" in globalThis) registerContract("bun", { network: () => bunTcp() });
