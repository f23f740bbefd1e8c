import process from "node:process";
import v8 from "node:v8";
import vm from "node:vm";

/** The heap that is in use, in MB, once garbage is collected. */
export function heapAfterCollection(): number {
  const { Bun } = globalThis as { Bun?: { gc(force: boolean): void } };
  if (Bun !== undefined) Bun.gc(true);
  else {
    v8.setFlagsFromString("--expose-gc");
    (vm.runInNewContext("gc") as () => void)();
  }
  return process.memoryUsage().heapUsed / 2 ** 20;
}
