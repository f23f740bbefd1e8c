import { AssertionError } from "@std/assert";
import type { Transport } from "../../core/network/mod.ts";
import { casesOf, Fixture, type TransportContractCase, type TransportContractOptions } from "./fixture.ts";

/** What a network that wraps another one passes on; no cases without the option `inner`. */
export function wrappingCases(options: TransportContractOptions): TransportContractCase[] {
  const { inner } = options;
  if (inner === undefined) return [];
  return casesOf(options, {
    async "a transport that wraps another offers what the inner one offers"(fixture) {
      const innerFixture = new Fixture({ ...options, network: inner });
      try {
        const [dialled, accepted] = await fixture.pair();
        const [innerDialled, innerAccepted] = await innerFixture.pair();
        assertPassedOn("dialled", dialled.transport, innerDialled.transport);
        assertPassedOn("accepted", accepted.transport, innerAccepted.transport);
      } finally {
        await innerFixture.end();
      }
    },
  });
}

/** Compares the optional members of two transports. */
function assertPassedOn(which: string, outer: Transport, inner: Transport): void {
  for (const member of ["allocate", "turn"] as const) {
    if (inner[member] === undefined || outer[member] !== undefined) continue;
    throw new AssertionError(`The ${which} transport does not pass on ${member} of the one that it wraps`);
  }
  const [says, must] = [outer.writesAtOnce ?? false, inner.writesAtOnce ?? false];
  if (says !== must) {
    throw new AssertionError(
      `The ${which} transport says writesAtOnce: ${says}, the one that it wraps: ${must}`,
    );
  }
}
