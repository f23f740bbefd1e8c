import { argument, object, string } from "@optique/core";
import { defineCommand } from "../command.ts";
import { CommandError } from "../errors.ts";

/** `hsms probe` */
export const probe = defineCommand({
  name: "probe",
  brief: "Not there yet.",
  description: "Not there yet.",
  examples: [["hsms probe 5000", "Nothing."]],
  parser: object({ port: argument(string({ metavar: "PORT" })) }),
  run: () => Promise.reject(new CommandError("Not there yet")),
});
