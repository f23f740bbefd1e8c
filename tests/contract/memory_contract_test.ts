import { MemoryNetwork } from "../../src/transports/memory/mod.ts";
import { registerContract } from "./register.ts";

const addresses = ["127.0.0.1", "::1"];

registerContract("memory", { network: () => new MemoryNetwork({ addresses }) });
registerContract("memory in small chunks", {
  network: () => new MemoryNetwork({ addresses, maxChunk: 333 }),
});
