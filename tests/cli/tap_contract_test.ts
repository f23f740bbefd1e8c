import { TapNetwork } from "../../src/cli/station/tap_network.ts";
import { createTcp } from "../../src/transports/tcp.ts";
import { registerContract } from "../contract/register.ts";

const inner = () => createTcp();
const network = () => new TapNetwork(inner(), { opened() {}, bytes() {}, ended() {} });

registerContract("tap", { network, inner, reset: !("Deno" in globalThis) });
