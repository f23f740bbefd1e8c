/// <reference lib="dom" />
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { A, encodeItem, L } from "../../../src/secs2/mod.ts";
import { LogWriter } from "../../../src/view/log/mod.ts";
import type { PageTest } from "./mod.ts";
import { openBadHour } from "./reading.ts";
import { EPOCH, frame } from "./recordings.ts";
import { hasText, picture } from "./stage.ts";

/** What is beside the diagram. */
export const PANEL_TESTS: readonly PageTest[] = [
  ["a message has its header by the names of E37, its body as SML, and its bytes", async (stage) => {
    const page = await openEvent(await openBadHour(stage));
    await hasText(page, ".message h2", "S6F11");
    await hasText(page, ".header-fields", "System bytes");
    await hasText(page, ".header-fields", "stream 6, W: a reply is expected");
    await hasText(page, ".sml", "<U4 4001>");
    await hasText(page, ".moment h3", "event LotStarted");
    await hasText(page, ".moment", "LotId");
    await hasText(page, ".states", "SELECTED");
    await hasText(page, ".states", "COMMUNICATING");
    assertMatch((await page.locator(".bytes").textContent())!, /^00 00 00 [0-9a-f]{2} 00 00 86 0b 00 00 /);
  }],
  ["a field that is pointed at is shown in the bytes, and bytes in the lines of the body", async (stage) => {
    const page = await openEvent(await openBadHour(stage));
    const pointed = page.locator(".bytes [data-pointed]");
    await page.locator(".header-fields tr", { hasText: "Session ID" }).hover();
    assertEquals((await pointed.allTextContents()).join("").trim(), "00 00");
    await page.locator(".sml-line", { hasText: "<U4 4001>" }).hover();
    assertEquals((await pointed.allTextContents()).join("").trim(), "b1 04 00 00 0f a1");
  }],
  ["a message is copied as hex, as SML and as a filter of Wireshark", async (stage) => {
    const page = await openEvent(await openBadHour(stage));
    await page.evaluate(() => {
      navigator.clipboard.writeText = (text) => {
        document.body.dataset["copied"] = text;
        return Promise.resolve();
      };
    });
    const copied = async (label: string): Promise<string> => {
      await page.getByRole("button", { name: `Copy as ${label}`, exact: true }).click();
      await hasText(page, ".copies", "copied");
      return (await page.locator("body").getAttribute("data-copied"))!;
    };
    assertMatch(await copied("hex"), /^00 00 00 .. 00 00 86 0b/);
    assertMatch(await copied("SML"), /^S6F11 W\n<L \[3\]\n {2}<U4 \d+>\n[^]*\.$/);
    const system = /System bytes((?: ?[0-9a-f]{2}){4})/.exec(
      (await page.locator(".header-fields").textContent())!,
    )![1]!;
    assertEquals(
      await copied("Wireshark filter"),
      `hsms.header.system == 0x${system.replaceAll(" ", "")} && hsms.header.sessionid == 0 && ` +
        "hsms.header.stream == 6 && hsms.header.function == 11",
    );
  }],
  ["a pasted frame is explained, in whatever form its hex digits are", async (stage) => {
    const page = await openBadHour(stage);
    await page.getByRole("button", { name: "Paste a frame" }).click();
    const text = page.locator(".paste textarea");
    for (
      const form of [
        "0000000affff00000005000000 01".replace(" ", ""),
        "00 00 00 0a ff ff 00 00 00 05 00 00 00 01",
        "0x00, 0x00, 0x00, 0x0a, 0xff, 0xff, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00, 0x01",
        "0000  00 00 00 0a ff ff 00 00  00 05 00 00 00 01        ..............",
        "2026-11-28 09:41:07.250 SEND: 00-00-00-0A-FF-FF-00-00-00-05-00-00-00-01",
      ]
    ) {
      await text.fill(form);
      await hasText(page, ".paste .message h2", "Linktest.req");
      await text.fill("");
    }
    await text.fill("nothing here");
    await hasText(page, ".paste .why", "no hex digits");
  }],
  ["the summary counts messages, filters by a name, and goes to a fault", async (stage) => {
    const page = await openBadHour(stage);
    const row = page.locator(".messages tr", { hasText: "S6F11" });
    assertMatch((await row.textContent())!, /S6F11\d+/);
    assertStringIncludes((await row.locator(".spread").getAttribute("aria-label"))!, "within");
    await row.getByRole("button").click();
    await picture(page);
    assertMatch((await page.locator(".status").textContent())!, /^\d+ of \d+ entries/);
    await page.locator("input[type=search]").fill("");
    await page.getByRole("button", { name: "Show it" }).first().click();
    await page.locator(".message .fault").first().waitFor();
  }],
  ["values are plotted, and a click on the plot goes to the message", async (stage) => {
    const page = await openBadHour(stage);
    await page.getByRole("tab", { name: "Values" }).click();
    await page.locator(".plot canvas").waitFor();
    assertMatch((await page.locator(".values select").textContent())!, /ChamberPressure, Pa \(\d+\)/);
    const over = page.locator(".u-over");
    const { width, height } = (await over.boundingBox())!;
    await over.click({ position: { x: width - 3, y: height / 2 } });
    await page.getByRole("tab", { name: "Message" }).click();
    await page.locator(".message h2").filter({ hasText: /S6F11|S1F4/ }).waitFor();
  }],
  ["text of a peer is shown as text, and does not run", async (stage) => {
    const evil = '</script><script>document.title="run"</script><img src=x onerror="document.title=\'run\'">';
    const writer = new LogWriter();
    writer.connection({
      number: 1,
      a: { address: evil, port: 1 },
      b: { address: "<b>b</b>", port: 2 },
      opener: "a",
    });
    writer.entry(
      frame(1, EPOCH, "a", { stream: 10, function: 1, system: 1 }, encodeItem(L(A(evil), A("-->")))),
    );
    writer.entry({
      kind: "closed",
      connection: 1,
      at: EPOCH + 9,
      from: "a",
      bytes: new Uint8Array(),
      why: evil,
    });
    const page = await stage.open(writer.take(), {
      title: `${evil}<!--LOG-->`,
      model: { name: evil, variables: {}, events: {}, alarms: {} },
      openAt: 0,
    });
    await hasText(page, ".sml", "</script>");
    await hasText(page, "h1", evil);
    await page.getByRole("tab", { name: "Summary" }).click();
    await page.locator("input[type=search]").fill(evil);
    await picture(page);
    assert(await page.title() !== "run");
    assertEquals(await page.locator("#app img, #app b").count(), 0);
  }],
];

/** Shows the first event of a lot. */
async function openEvent(page: Page): Promise<Page> {
  await page.locator("input[type=search]").fill("event:LotStarted");
  await picture(page);
  await page.locator(".scroller").focus();
  await page.keyboard.press("Home");
  await page.locator(".message").waitFor();
  return page;
}
