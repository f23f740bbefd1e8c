/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { livePage } from "../../../src/cli/view/page.ts";
import { encodeHead, LogWriter } from "../../../src/view/log/mod.ts";
import type { PageTest } from "./mod.ts";
import { EPOCH, frame, longLog } from "./recordings.ts";
import { hasText, picture } from "./stage.ts";

/** Long recordings, and recordings that grow. */
export const LARGE_TESTS: readonly PageTest[] = [
  ["a hundred thousand frames open, scroll to the end, and are filtered", async (stage) => {
    const page = await stage.open(longLog(50_000));
    await hasText(page, ".status", "100\u202f003 entries");
    const scroller = page.locator(".scroller");
    await scroller.focus();
    await page.keyboard.press("End");
    await hasText(page, ".message h2", "S6F12");
    await picture(page);
    const end = await scroller.evaluate(({ scrollTop, scrollHeight, clientHeight }) =>
      scrollHeight - clientHeight - scrollTop
    );
    assert(end < 100, `${end} px from the end`);
    await page.locator("input[type=search]").fill('S6F11 "LOT-7"');
    await hasText(page, ".status", "1\u202f000 of 100\u202f003 entries");
    await page.locator("input[type=search]").fill("");
    await page.getByRole("button", { name: "To scale" }).click();
    await page.mouse.move(400, 400);
    for (let i = 0; i < 20; i++) await page.mouse.wheel(0, 400);
    await picture(page);
  }],
  ["a way that is longer than an element scrolls step by step, and to its ends", async (stage) => {
    const page = await stage.open(longLog(200_000));
    const scroller = page.locator(".scroller");
    const selected = page.locator("[role=option][aria-selected=true]");
    await scroller.focus();
    await page.keyboard.press("End");
    assertEquals(await selected.getAttribute("aria-posinset"), "400003");
    await picture(page);
    await page.mouse.move(400, 400);
    const before = await scroller.evaluate(({ scrollTop }) => scrollTop);
    await page.mouse.wheel(0, -600);
    await page.waitForFunction((top) => document.querySelector(".scroller")!.scrollTop < top, before);
    await scroller.click({ position: { x: 400, y: 300 } });
    const at = Number(await selected.getAttribute("aria-posinset"));
    assert(at > 399_950 && at < 400_003, `a step goes a step, to ${at}`);
    await scroller.evaluate((element) => element.scrollTop = 0);
    await picture(page);
    await scroller.click({ position: { x: 400, y: 70 } });
    assertEquals(await selected.getAttribute("aria-posinset"), "2");
  }],
  ["a live page follows what comes, and goes on after a lost connection", async (stage) => {
    const server = new LogServer();
    try {
      stage.mayAsk = (url) => url.startsWith(`${server.url}log`);
      const page = await stage.openUrl(server.url);
      await hasText(page, ".live", "live");
      await hasText(page, ".status", "1 entries");
      server.add("S1F1");
      await hasText(page, ".status", "2 entries");
      server.break();
      await hasText(page, ".live", "trying again");
      server.add("S1F1 again");
      await hasText(page, ".status", "3 entries");
      await hasText(page, ".live", "live");
      assert(server.asked.at(-1)!.includes("from="), "it asks for what is new");
      await page.locator(".scroller").focus();
      await page.keyboard.press("End");
      await hasText(page, ".message h2", "S1F1");
      server.add("S1F1 at last");
      await hasText(page, ".status", "4 entries");
      await hasText(page, ".message h2", "S1F1");
    } finally {
      await server.stop();
    }
  }],
];

/** Serves a page that follows a log, as `hsms … --view` does. */
class LogServer {
  readonly asked: string[] = [];
  readonly #writer = new LogWriter(7);
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #readers = new Set<ReadableStreamDefaultController<Uint8Array>>();
  #log: Uint8Array<ArrayBuffer>;
  #frames = 0;

  constructor() {
    this.#writer.connection({
      number: 1,
      a: { address: "10.0.0.1", port: 40_000 },
      b: { address: "10.0.0.7", port: 5000 },
      opener: "a",
    });
    this.#writer.entry({ kind: "opened", connection: 1, at: EPOCH, from: "a", bytes: new Uint8Array() });
    this.#log = this.#writer.take();
    this.#server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      (request) => this.#answer(request),
    );
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/`;
  }

  add(_what: string): void {
    this.#writer.entry(
      frame(1, EPOCH + ++this.#frames * 100, "a", { stream: 1, function: 1, system: this.#frames }),
    );
    const chunk = this.#writer.take();
    const log = new Uint8Array(this.#log.length + chunk.length);
    log.set(this.#log);
    log.set(chunk, this.#log.length);
    this.#log = log;
    for (const reader of this.#readers) reader.enqueue(chunk);
  }

  break(): void {
    for (const reader of this.#readers) reader.close();
    this.#readers.clear();
  }

  async stop(): Promise<void> {
    this.break();
    await this.#server.shutdown();
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/") {
      const page = await livePage({ title: "Live", live: "/log" });
      return new Response(page, { headers: { "content-type": "text/html" } });
    }
    if (pathname !== "/log") return new Response(null, { status: 404 });
    this.asked.push(request.url);
    let mine: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        mine = controller;
        this.#readers.add(controller);
        const from = searchParams.get("from");
        if (from === null) controller.enqueue(this.#log);
        else {
          const position = Number(from.split("-")[1]);
          controller.enqueue(encodeHead(7, position));
          controller.enqueue(this.#log.slice(16 + position));
        }
      },
      cancel: () => {
        this.#readers.delete(mine);
      },
    });
    return new Response(body);
  }
}
