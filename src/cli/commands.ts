import type { Parser } from "@optique/core";
import type { Invocation } from "./command.ts";
import { check } from "./commands/check.ts";
import { connect } from "./commands/connect.ts";
import { decode } from "./commands/decode.ts";
import { explore } from "./commands/explore.ts";
import { gateway } from "./commands/gateway.ts";
import { gemDoc } from "./commands/gem_doc.ts";
import { listen } from "./commands/listen.ts";
import { probe } from "./commands/probe.ts";
import { proxy } from "./commands/proxy.ts";
import { replay } from "./commands/replay.ts";
import { run } from "./commands/run.ts";
import { simulate } from "./commands/simulate.ts";
import { view } from "./commands/view.ts";
import { watch } from "./commands/watch.ts";

/** All commands, in the order of `hsms --help`. A new one is a file in commands/ and a line here. */
export const COMMANDS: readonly Parser<"sync", Invocation, unknown>[] = [
  probe,
  listen,
  connect,
  simulate,
  explore,
  watch,
  gateway,
  check,
  run,
  decode,
  view,
  proxy,
  replay,
  gemDoc,
];
