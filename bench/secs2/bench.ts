// deno-lint-ignore-file no-console
// Measures the contenders on the runtime that runs this file, and prints one JSON object for each row.
//
// Argument: the folder in which secs4js is installed.

import process from "node:process";
import { decodeItem, encodeItem } from "@secs/hsms/secs2";
import { measure } from "mitata";
import { BODIES, type Body, readPlain } from "./bodies.ts";
import { build, readAll } from "./ours.ts";
import { plainDecode } from "./plain_decode.ts";
import { plainEncode } from "./plain_encode.ts";
import { bufferOf, buildSecs4js, loadSecs4js, readSecs4js, type Secs4js } from "./secs4js.ts";
import type { Row } from "./table.ts";

type Contenders = Readonly<Record<"ours" | "swap" | "view" | "secs4js", () => unknown>>;

/** Times that each contender is measured, in turns, so that what else the machine does meets all of them. */
const ROUNDS = 5;

const secs4js = await loadSecs4js(process.argv[2]!);
for (const body of BODIES) {
  const filter = process.argv[3] ?? "";
  for (const [what, contenders] of Object.entries(contest(body, secs4js))) {
    if (`${what} ${body.name}`.includes(filter)) {
      console.log(JSON.stringify(await compare(what, body, contenders)));
    }
  }
}

/** What is done to a body, and by whom. */
function contest({ plain }: Body, secs4js: Secs4js): Readonly<Record<string, Contenders>> {
  const bytes = plainEncode(plain, "view");
  const buffer = bufferOf(bytes);
  const item = build(plain);
  const theirs = buildSecs4js(secs4js, plain);
  if (!item.equals(decodeItem(bytes))) throw new Error("The contenders do not do the same");
  return {
    "decode and read": {
      ours: () => readAll(decodeItem(bytes)!),
      swap: () => readPlain(plainDecode(bytes, "swap")),
      view: () => readPlain(plainDecode(bytes, "view")),
      secs4js: () => readSecs4js(secs4js.Secs2ItemParser.fromBuffer(buffer).item),
    },
    "decode": {
      ours: () => decodeItem(bytes),
      swap: () => plainDecode(bytes, "swap"),
      view: () => plainDecode(bytes, "view"),
      secs4js: () => secs4js.Secs2ItemParser.fromBuffer(buffer),
    },
    "encode": {
      ours: () => encodeItem(item),
      swap: () => plainEncode(plain, "swap"),
      view: () => plainEncode(plain, "view"),
      secs4js: () => theirs.toBuffer(),
    },
    "build and encode": {
      ours: () => encodeItem(build(plain)),
      swap: () => plainEncode(plain, "swap"),
      view: () => plainEncode(plain, "view"),
      secs4js: () => buildSecs4js(secs4js, plain).toBuffer(),
    },
  };
}

async function compare(what: string, body: Body, contenders: Contenders): Promise<Row> {
  const best: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const { p50 } = await measure(run, { min_cpu_time: 100e6 });
      best[name] = Math.min(best[name] ?? Infinity, p50);
    }
  }
  const { ours, swap, view, secs4js } = best as Record<keyof Contenders, number>;
  return { what, body: body.name, ours, plain: Math.min(swap, view), secs4js };
}
