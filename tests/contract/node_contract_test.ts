import { nodeTcp } from "../../src/transports/node/mod.ts";
import { registerContract } from "./register.ts";

registerContract("node", { network: () => nodeTcp() });
