import { deliveryCases } from "./contract/delivery.ts";
import { callCases, endingCases } from "./contract/ending.ts";
import { diallingCases, listeningCases } from "./contract/opening.ts";
import type { TransportContractCase, TransportContractOptions } from "./contract/fixture.ts";
import { wrappingCases } from "./contract/wrapping.ts";

export type { TransportContractCase, TransportContractOptions } from "./contract/fixture.ts";

/**
 * The contract of `Transport` and `Network` as cases for any test runner.
 *
 * Each case makes its own network, opens its own connections on this machine only, releases them, and has a time limit.
 * Every case also checks what always holds: exactly one `onClose` and nothing after it, no call from inside a call, nothing
 * delivered while paused or after `close`.
 *
 * @example Registering the suite for a network of your own
 * ```ts
 * import { MemoryNetwork, transportContract } from "@secs/hsms/testing";
 *
 * const network = () => new MemoryNetwork({ addresses: ["127.0.0.1", "::1"] });
 * for (const { name, run } of transportContract({ network }).slice(0, 3)) {
 *   await run(); // or: test(name, run), with the test runner's own test()
 * }
 * ```
 */
export function transportContract(options: TransportContractOptions): TransportContractCase[] {
  return [
    ...deliveryCases(options),
    ...endingCases(options),
    ...callCases(options),
    ...diallingCases(options),
    ...listeningCases(options),
    ...wrappingCases(options),
  ];
}
