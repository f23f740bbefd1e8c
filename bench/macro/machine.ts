// What a report says of the machine: nothing that names it.

import { arch, cpus, platform } from "node:os";
import type { Report } from "./report.ts";

/** The processor and the system. */
export function machineHere(): Report["machine"] {
  const all = cpus();
  return { cpu: all[0]?.model.trim() ?? "unknown", cores: all.length, os: `${platform()} ${arch()}` };
}
