import { argument, object, string } from "@optique/core";
import { defineCommand } from "../command.ts";
import { CommandError } from "../errors.ts";

/** `hsms connect` */
export const connect = defineCommand({
  name: "connect",
  brief: "Not there yet.",
  description: "Not there yet.",
  examples: [["hsms connect 5000", "Nothing."]],
  parser: object({ port: argument(string({ metavar: "PORT" })) }),
  run: () => Promise.reject(new CommandError("Not there yet")),
});
