import type { Doing } from "./running.ts";
import type { Word } from "./scenario.ts";
import { expectIt, neverIt } from "./steps/await.ts";
import { check, forEach, letBe, parallel, repeat, wait } from "./steps/control.ts";
import { command, constants, control, disable, enable, read, want } from "./steps/host.ts";
import { fault, line, link, operator, send, set } from "./steps/link.ts";
import {
  clock,
  deletePrograms,
  download,
  limits,
  list,
  spool,
  spooling,
  stopTrace,
  terminal,
  trace,
  upload,
} from "./steps/services.ts";

/** What is done for each word. */
export const DOING: { readonly [W in Word]: Doing<W> } = {
  link,
  line,
  expect: expectIt,
  never: neverIt,
  send,
  command,
  read,
  constants,
  want,
  enable,
  disable,
  control,
  download,
  upload,
  delete: deletePrograms,
  list,
  spool,
  spooling,
  clock,
  terminal,
  trace,
  "stop trace": stopTrace,
  limits,
  let: letBe,
  check,
  set,
  operator,
  fault,
  wait,
  repeat,
  "for each": forEach,
  parallel,
};
