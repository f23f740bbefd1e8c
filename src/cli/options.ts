// Options that several commands have, and what they stand for.

import { message, object, option, optional, type Parser, port, string } from "@optique/core";
import { type HsmsTimeoutOptions, HsmsTimeouts, type Network, systemClock } from "../core/mod.ts";
import { createTls } from "../transports/tls.ts";
import type { Backlog } from "./backlog.ts";
import { asUsage, CommandError } from "./errors.ts";
import type { CommandIo } from "./io.ts";
import { openRecorder, type Recorder } from "./record/recorder.ts";
import { readTextFile } from "./text_file.ts";
import { duration, encoding, fileSize } from "./values.ts";
import { LiveView, recordersOf, type ViewedLink } from "./view/live_view.ts";

/** The timers of E37, for `object({ timers: timers() })`; a timer that is not given keeps its default. */
export function timers(): Parser<"sync", HsmsTimeoutOptions, unknown> {
  const parser = object("Timers", {
    t3: optional(option("--t3", duration(), { description: message`Reply timeout. Default: 45s.` })),
    t5: optional(
      option("--t5", duration(), { description: message`Connect separation time. Default: 10s.` }),
    ),
    t6: optional(
      option("--t6", duration(), { description: message`Control transaction timeout. Default: 5s.` }),
    ),
    t7: optional(option("--t7", duration(), { description: message`Not selected timeout. Default: 10s.` })),
    t8: optional(
      option("--t8", duration(), {
        description: message`Timeout between the bytes of a frame. Default: 5s.`,
      }),
    ),
  });
  return parser.map((given) => ({ ...defined(given), allowShort: true }));
}

/** The timers that the options give. @throws {CommandError} When one is out of range. */
export function timeoutsOf(options: HsmsTimeoutOptions): HsmsTimeouts {
  return asUsage(() => new HsmsTimeouts(options));
}

/** What was given of TLS: paths of PEM files, and a name. */
export interface TlsChoice {
  readonly tls: boolean;
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly serverName?: string | undefined;
}

/** The name of a file, as a value. */
export const file = (): ReturnType<typeof string> => string({ metavar: "FILE" });

/** `--tls`, `--ca`, `--cert`, `--key` and `--server-name`. */
export function tlsOptions(): Parser<"sync", TlsChoice, unknown> {
  return object("TLS", {
    tls: option("--tls", { description: message`Speak HSMS over TLS.` }),
    ca: optional(option("--ca", file(), { description: message`Authorities to trust, in PEM.` })),
    cert: optional(option("--cert", file(), { description: message`This side's certificate, in PEM.` })),
    key: optional(option("--key", file(), { description: message`Its private key, in PEM.` })),
    serverName: optional(
      option("--server-name", string({ metavar: "NAME" }), {
        description: message`The name in the peer's certificate. Default: HOST.`,
      }),
    ),
  });
}

/** The network that the options ask for: the command's own, or TLS. @throws {CommandError} When a file cannot be read. */
export async function networkOf(choice: TlsChoice, io: CommandIo): Promise<Network> {
  const { tls, ca, cert, key, serverName } = choice;
  const given = Object.keys(defined({ ca, cert, key, serverName }));
  if (!tls && given.length > 0) throw new CommandError("--ca, --cert, --key and --server-name need --tls", 2);
  if (!tls) return io.network;
  const options = {
    ca: ca === undefined ? undefined : await readTextFile(ca, "--ca"),
    certificate: cert === undefined ? undefined : await readTextFile(cert, "--cert"),
    key: key === undefined ? undefined : await readTextFile(key, "--key"),
    serverName,
  };
  return asUsage(() => createTls(defined(options)));
}

/** `--encoding`: that of A and J items on the link. */
export function encodingOption(): Parser<"sync", string | undefined, unknown> {
  return optional(
    option("--encoding", encoding(), {
      description: message`Encoding of texts, as in gb18030 or shift_jis: shows them beside their bytes.`,
    }),
  );
}

/** Where to record to, the size at which a new file begins, and whether it is shown. */
export interface RecordChoice {
  readonly record?: string | undefined;
  readonly rotate?: number | undefined;
  readonly view: boolean;
  readonly viewPort?: number | undefined;
}

/** `--record`, `--rotate`, `--view` and `--view-port`. */
export function recordOptions(): Parser<"sync", RecordChoice, unknown> {
  return object("Recording", {
    record: optional(
      option("--record", file(), { description: message`Record all bytes: FILE.pcap, .pcapng or .ndjson.` }),
    ),
    rotate: optional(
      option("--rotate", fileSize(), { description: message`Begin a new file at this size, as in 10M.` }),
    ),
    view: option("--view", {
      description: message`Show all frames in the browser while they come; the address is printed.`,
    }),
    viewPort: optional(
      option("--view-port", port({ min: 1 }), {
        description: message`The same on this port of this machine. Default: any free one.`,
      }),
    ),
  });
}

/**
 * The recording and the view that the options ask for, begun; what waits for the disk counts in `backlog`.
 *
 * @throws {CommandError} When the file cannot be written, or the port of the view is taken.
 */
export async function recorderOf(
  choice: RecordChoice,
  io: CommandIo,
  backlog: Backlog,
  viewed: ViewedLink,
): Promise<Recorder | undefined> {
  const { record, rotate, view, viewPort } = choice;
  if (record === undefined && rotate !== undefined) throw new CommandError("--rotate needs --record", 2);
  const recorders: Recorder[] = [];
  if (view || viewPort !== undefined) recorders.push(await LiveView.open(viewPort ?? 0, viewed, io));
  if (record !== undefined) {
    try {
      recorders.unshift(await fileRecorderOf(record, rotate, io, backlog));
    } catch (error) {
      await recorders[0]?.close();
      throw error;
    }
  }
  return recordersOf(recorders);
}

function fileRecorderOf(
  record: string,
  rotate: number | undefined,
  io: CommandIo,
  backlog: Backlog,
): Promise<Recorder> {
  const onError = (sentence: string): void => io.stderr.write(`hsms: ${sentence}\n`);
  // The disk has the time of day, whichever clock the peers have.
  const end = { ...io, clock: systemClock };
  return openRecorder(record, { rotate, onError, backlog, end });
}

/** The same without what is undefined: exactOptionalPropertyTypes tells the two apart. */
export function defined<T extends object>(values: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
