import { denoTcp } from "../../src/transports/deno/mod.ts";
import { registerContract } from "./register.ts";

if ("Deno" in globalThis) registerContract("deno", { network: () => denoTcp(), reset: false });
