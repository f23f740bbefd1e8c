import { denoTcp } from "../../src/transports/deno/deno_network.ts";
import { registerContract } from "./register.ts";

if ("Deno" in globalThis) registerContract("deno", { network: () => denoTcp(), reset: false });
