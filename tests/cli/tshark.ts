import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

/** Why tshark cannot be run, in a sentence; undefined if it can. As root on Debian it is installed if it is missing. */
export function withoutTshark(): string | undefined {
  if (works()) return undefined;
  if (process.getuid?.() !== 0) return "There is no tshark: apt-get install tshark, or run the tests as root";
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const options = ["-qq", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=20"];
    execFileSync("apt-get", [...options, "update"], { env, stdio: "ignore", timeout: 120_000 });
    execFileSync("apt-get", [...options, "install", "-y", "tshark"], {
      env,
      stdio: "ignore",
      timeout: 300_000,
    });
  } catch {
    // What counts is whether it works now.
  }
  return works() ? undefined : "There is no tshark, and apt-get could not install it";
}

/** What tshark says of the frames of HSMS in a capture: a row for each, with the fields in it. */
export function frameRows(name: string, capture: Uint8Array, fields: readonly string[]): string[][] {
  const path = join(tmpdir(), `hsms-tshark-${process.pid}-${name}`);
  writeFileSync(path, capture);
  try {
    const output = execFileSync("tshark", [
      "-r",
      path,
      ...["-d", "tcp.port==5000,hsms", "-Y", "hsms or tcp.analysis.flags or _ws.malformed", "-T", "fields"],
      ...["-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"],
      ...fields.flatMap((field) => ["-e", field]),
    ], { stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" });
    return output.trimEnd().split("\n").map((line) => line.split("\t"));
  } finally {
    rmSync(path);
  }
}

function works(): boolean {
  try {
    execFileSync("tshark", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
