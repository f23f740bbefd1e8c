import { pathTo, type Problems } from "../../gem/definition/problems.ts";
import type { FabNatsCredentials, FabSinks } from "./fab_file.ts";

/** Checks what the shape cannot say of sinks. What is wrong with an address does not show it: there may be a password in it. */
export function checkSinks(sinks: FabSinks, problems: Problems): void {
  const kinds = ["ndjson", "nats", "mqtt"].filter((kind) => Object.hasOwn(sinks, kind));
  if (kinds.length > 1) problems.add("sinks", `there is ${kinds.join(" and ")}: messages go to one of them`);
  const { nats, mqtt } = sinks;
  if (isObject(nats)) {
    const { servers, credentials, stream } = nats;
    if (Array.isArray(servers)) {
      servers.forEach((server: unknown, at) => {
        checkAddress(server, ["nats:", "tls:"], pathTo("sinks.nats.servers", at), problems);
      });
    }
    if (isObject(credentials)) checkCredentials(credentials, problems);
    if (typeof stream === "string" && !/^[\w-]+$/.test(stream)) {
      problems.add("sinks.nats.stream", "expected letters, digits, _ and -");
    }
  }
  if (isObject(mqtt)) checkAddress(mqtt.server, ["mqtt:", "mqtts:"], "sinks.mqtt.server", problems);
}

function checkAddress(
  server: unknown,
  schemes: readonly string[],
  path: string,
  problems: Problems,
): void {
  if (typeof server !== "string" || problems.has(path)) return;
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (url === undefined || !schemes.includes(url.protocol) || url.hostname === "") {
    problems.add(path, `expected ${schemes.map((scheme) => `${scheme}//HOST:PORT`).join(" or ")}`);
  } else if (url.username !== "" || url.password !== "") {
    problems.add(path, "expected no user and password in an address; credentials are for them, with files");
  }
}

function checkCredentials(credentials: FabNatsCredentials, problems: Problems): void {
  const { user, passwordFile } = credentials;
  const ways = (["creds", "nkey", "tokenFile"] as const).filter((way) => credentials[way] !== undefined);
  const hasUser = user !== undefined && passwordFile !== undefined;
  const isHalf = (user === undefined) !== (passwordFile === undefined);
  if (isHalf || ways.length + (hasUser ? 1 : 0) !== 1) {
    problems.add("sinks.nats.credentials", "expected creds, nkey, tokenFile, or user and passwordFile");
  }
}

function isObject<T>(value: T | undefined): value is T {
  return typeof value === "object" && value !== null;
}
