import { test } from "node:test";
import { transportContract, type TransportContractOptions } from "../../src/testing/transport_contract.ts";

/** Registers the transport contract as tests of the runtime's own runner. */
export function registerContract(subject: string, options: TransportContractOptions): void {
  for (const { name, run } of transportContract(options)) test(`${subject}: ${name}`, run);
}
