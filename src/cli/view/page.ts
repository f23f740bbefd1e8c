import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { createDeflateRaw } from "node:zlib";
import { LOG_SCRIPT_TYPE } from "../../view/log/mod.ts";
import type { ViewOptions } from "../../view/story/mod.ts";
import { VERSION } from "../version.ts";
import { unpackPage } from "./packed_page.ts";
import { PACKED_PAGE } from "./page_bundle.ts";
import { PACKED_PLAYGROUND } from "./playground_bundle.ts";

/** What a page is told, but for what it is told anyway. */
export type PageOptions = Omit<ViewOptions, "version">;

/** Compressed bytes in a script of the page: a multiple of three, so that base64 has no padding inside. */
const SCRIPT_BYTES = 3 * 1024 * 1024;

/** What a page of ours has near its beginning. */
export const PAGE_MARK = '<meta name="generator" content="hsms view">';

/**
 * A view as one page of HTML that needs nothing else and makes no request: piece by piece, so that a long log is never held
 * as a whole. What the log and the options say cannot leave their scripts.
 */
export async function* viewPage(
  log: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: PageOptions,
  template: string = unpackPage(PACKED_PAGE),
): AsyncGenerator<string, void, undefined> {
  for (const part of partsOf(template, options.live !== undefined)) {
    if (part === "options") yield optionsScript(options);
    else if (part !== "log") yield part.html;
    else if (options.live === undefined) yield* logScripts(log);
  }
}

/** The playground: a page by itself. */
export function playgroundPage(): string[] {
  return [unpackPage(PACKED_PLAYGROUND).replace("<head>", () => `<head>\n${PAGE_MARK}`)];
}

/** A page that follows a log, as a whole. */
export async function livePage(options: PageOptions & { readonly live: string }): Promise<string> {
  let page = "";
  for await (const piece of viewPage([], options)) page += piece;
  return page;
}

/** What may be loaded: nothing, but for the log of a page that follows one. */
export function policyOf(template: string, isLive: boolean): string {
  const hashes = [...template.matchAll(/<script(?![^>]*\btype="application)[^>]*>([\s\S]*?)<\/script>/g)]
    .map(([, script = ""]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.length === 0 ? "'none'" : hashes.join(" ")}`,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    `connect-src ${isLive ? "'self'" : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

type Part = { readonly html: string } | "log" | "options";

function partsOf(template: string, isLive: boolean): Part[] {
  const policy = `<meta http-equiv="Content-Security-Policy" content="${policyOf(template, isLive)}">`;
  const marked = template.replace("<head>", () => `<head>\n${PAGE_MARK}\n${policy}`);
  const marks = (["log", "options"] as const)
    .map((name) => ({ name, mark: `<!--${name.toUpperCase()}-->` }))
    .map(({ name, mark }) => ({ name, mark, at: onlyPlaceOf(mark, marked) }))
    .sort((a, b) => a.at - b.at);
  const parts: Part[] = [];
  let from = 0;
  for (const { name, mark, at } of marks) {
    parts.push({ html: marked.slice(from, at) }, name);
    from = at + mark.length;
  }
  return [...parts, { html: marked.slice(from) }];
}

function onlyPlaceOf(mark: string, template: string): number {
  const count = template.split(mark).length - 1;
  if (count !== 1) {
    throw new TypeError(`The template of the page must have ${mark} once, and has it ${count} times`);
  }
  return template.indexOf(mark);
}

/** JSON that no parser of HTML takes for anything else: it has no `<`. */
function optionsScript(options: PageOptions): string {
  const json = JSON.stringify({ ...options, version: VERSION }).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `<script type="application/json" id="options">${json}</script>\n`;
}

async function* logScripts(
  log: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  const deflated = Readable.from(log).compose(createDeflateRaw({ level: 6 }));
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of deflated as AsyncIterable<Uint8Array>) {
    held.push(chunk);
    length += chunk.length;
    if (length < SCRIPT_BYTES) continue;
    const bytes = Buffer.concat(held);
    const whole = length - length % SCRIPT_BYTES;
    yield scriptOf(bytes.subarray(0, whole));
    held = [bytes.subarray(whole)];
    length -= whole;
  }
  if (length > 0) yield scriptOf(Buffer.concat(held));
}

function scriptOf(bytes: Buffer): string {
  return `<script type="${LOG_SCRIPT_TYPE}" id="log" data-deflated>${bytes.toString("base64")}</script>\n`;
}
