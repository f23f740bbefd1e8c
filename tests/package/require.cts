// deno-lint-ignore-file no-console
// A program of a user that is CommonJS.

import hsms = require("@secs/hsms");
import core = require("@secs/hsms/core");
import node = require("@secs/hsms/node");
import testing = require("@secs/hsms/testing");

async function main(): Promise<void> {
  const { loopback } = await import("./loopback.mts");
  for (const network of [hsms.tcp, node.nodeTcp(), new testing.MemoryNetwork()]) {
    // Where ESM and CommonJS have declarations of their own, TypeScript takes their classes for different ones.
    await loopback(hsms as never, network as never);
  }
  if (core.HsmsPacket !== hsms.HsmsPacket) throw new Error("./core has other classes than the main entry");
  console.log("the package works");
}

main().catch((error: unknown) => {
  // A rejection that nobody handles ends the program with an error.
  throw error;
});
