/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { LiveLog } from "../../../src/cli/view/live_log.ts";
import { livePage } from "../../../src/cli/view/page.ts";
import { ViewServer } from "../../../src/cli/view/view_server.ts";
import { HsmsHeader, HsmsPacket } from "../../../src/core/mod.ts";
import type { PageTest } from "./mod.ts";
import { EPOCH, longLog } from "./recordings.ts";
import { hasText, picture } from "./stage.ts";

const LINK = {
  id: 1,
  local: { address: "10.0.0.1", port: 40_000 },
  remote: { address: "10.0.0.7", port: 5000 },
  opener: "local",
} as const;

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
    const log = new LiveLog(7, 1_000_000);
    const page = await livePage({ title: "Live", live: "/log" });
    let server = new ViewServer(log, page);
    await server.listen(0);
    const { url } = server;
    let frames = 0;
    const send = (): void => {
      const packet = new HsmsPacket(new HsmsHeader({ stream: 1, function: 1, system: ++frames }));
      log.bytes(LINK, "out", packet.encode(), new Date(EPOCH + frames * 100));
    };
    try {
      stage.mayAsk = (asked) => asked.startsWith(`${url}log`);
      const shown = await stage.openUrl(url);
      log.opened(LINK, new Date(EPOCH));
      await hasText(shown, ".live", "live");
      await hasText(shown, ".status", "1 entries");
      send();
      await hasText(shown, ".status", "2 entries");
      await server.close();
      await hasText(shown, ".live", "trying again");
      send();
      server = new ViewServer(log, page);
      await server.listen(Number(new URL(url).port));
      await hasText(shown, ".status", "3 entries");
      await hasText(shown, ".live", "live");
      await shown.locator(".scroller").focus();
      await shown.keyboard.press("End");
      await hasText(shown, ".message h2", "S1F1");
      send();
      await hasText(shown, ".status", "4 entries");
      stage.forgive(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET/);
    } finally {
      await server.close();
    }
  }],
];
