import { HsmsTimeouts } from "@secs/hsms";
import type { MachineOptions } from "../../src/core/hsms/machine/machine_core.ts";
import { SystemBytes } from "../../src/core/hsms/machine/system_bytes.ts";

/** Options of a machine: a passive one in HSMS-SS, with E37's timers, which accepts what it may, but for `others`. */
export function machineOptions(others: Partial<MachineOptions> = {}): MachineOptions {
  return {
    active: false,
    sessionId: 0,
    controlSessionId: 0xffff,
    sessions: undefined,
    timeouts: new HsmsTimeouts(),
    systemBytes: new SystemBytes(0x100),
    peer: "peer",
    maxLinktestMisses: 1,
    maxOpenTransactions: 100,
    maxRejectsPerSecond: 100,
    rejectForeign: false,
    admit: () => 0,
    ...others,
  };
}
