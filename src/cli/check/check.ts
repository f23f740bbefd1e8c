import type { HsmsTimeouts } from "../../core/mod.ts";
import { formatTime } from "../../gem/mod.ts";
import { S1F1 } from "../../secs/mod.ts";
import type { CommandIo } from "../io.ts";
import { CheckedHost } from "./checked_host.ts";
import { type CheckedPeerOptions, CheckedTool } from "./checked_tool.ts";
import { HOST_ROWS } from "./rows/host_rows.ts";
import { TOOL_ROWS } from "./rows/tool_rows.ts";
import { type Levels, runRows } from "./run.ts";
import type { CheckedRow } from "./verdict.ts";

/** What is checked, and how. */
export interface CheckOptions {
  readonly address: string;
  readonly port: number;
  readonly role: "equipment" | "host";
  /** The peer connects to us. */
  readonly isListening: boolean;
  readonly session: number;
  readonly timeout: number;
  /** How long a session is waited for, in ms. */
  readonly wait: number;
  readonly timeouts: HsmsTimeouts;
  readonly levels: Levels;
  readonly io: CommandIo;
  /** A row is done. */
  readonly done: (row: CheckedRow) => void;
}

/** What was found, and what the peer says that it is. */
export interface Checked {
  readonly rows: readonly CheckedRow[];
  readonly subject: string | undefined;
}

/** Checks a live peer. */
export async function checkPeer(
  { role, isListening, io, timeouts, levels, done, ...where }: CheckOptions,
): Promise<Checked> {
  const options: CheckedPeerOptions = {
    ...where,
    active: !isListening,
    clock: io.clock,
    protocolOptions: { network: io.network, clock: io.clock, timeouts },
    listens: ({ port }) =>
      io.stderr.write(`Waiting for the ${role} on port ${port}, at most ${where.wait / 1000} s\n`),
    time: () => formatTime(io.date(), "16 digits", (time) => -new Date(time).getTimezoneOffset()),
  };
  const progress = { levels, signal: io.signal, done };
  if (role === "host") {
    const host = new CheckedHost(options);
    try {
      return { rows: await runRows(host, HOST_ROWS, progress), subject: undefined };
    } finally {
      await host.handler.disable();
    }
  }
  const tool = new CheckedTool(options);
  try {
    const rows = await runRows(tool, TOOL_ROWS, progress);
    const asked = await tool.ask(S1F1.toEquipment, undefined);
    const identity = asked.isAnswered ? asked.value : undefined;
    return { rows, subject: identity && `${identity.MDLN} ${identity.SOFTREV}`.trim() };
  } finally {
    await tool.secs.disable();
  }
}
