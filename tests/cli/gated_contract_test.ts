import { Backlog } from "../../src/cli/backlog.ts";
import { GatedNetwork } from "../../src/cli/gated_network.ts";
import { createTcp } from "../../src/transports/tcp.ts";
import { registerContract } from "../contract/register.ts";

const inner = () => createTcp();
const network = () => new GatedNetwork(inner(), new Backlog());

registerContract("gated", { network, inner, reset: !("Deno" in globalThis) });
