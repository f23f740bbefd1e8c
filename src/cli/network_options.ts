import { readFile } from "node:fs/promises";
import { message, object, option, optional, type Parser, string } from "@optique/core";
import type { Network } from "../core/mod.ts";
import { createTls } from "../transports/tls.ts";
import { asUsage, CommandError, sentenceOf } from "./errors.ts";
import type { CommandIo } from "./io.ts";
import { defined } from "./timers.ts";

/** What was said about TLS: paths of PEM files, and a name. */
export interface TlsChoice {
  readonly tls?: boolean | undefined;
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly serverName?: string | undefined;
}

const file = (): ReturnType<typeof string> => string({ metavar: "FILE" });

/** `--tls`, `--ca`, `--cert`, `--key` and `--server-name`. */
export function tlsOptions(): Parser<"sync", TlsChoice, unknown> {
  return object("TLS", {
    tls: optional(option("--tls", { description: message`Speak HSMS over TLS.` })),
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

/** The network that was asked for: the command's own, or TLS. */
export async function networkOf(choice: TlsChoice, io: CommandIo): Promise<Network> {
  const { tls, ca, cert, key, serverName } = choice;
  const said = Object.keys(defined({ ca, cert, key, serverName }));
  if (!tls && said.length > 0) throw new CommandError("--ca, --cert, --key and --server-name need --tls", 2);
  if (!tls) return io.network;
  const options = {
    ca: ca === undefined ? undefined : await pem("--ca", ca),
    certificate: cert === undefined ? undefined : await pem("--cert", cert),
    key: key === undefined ? undefined : await pem("--key", key),
    serverName,
  };
  return asUsage(() => createTls(defined(options)));
}

async function pem(option: string, path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new CommandError(`Cannot read ${option} ${path}: ${sentenceOf(error)}`, 2, { cause: error });
  }
}
