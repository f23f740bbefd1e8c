/// <reference lib="dom" />
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { ETCHER_NAMES } from "../../../src/view/playground/mod.ts";
import { eightReasons, REASONS } from "../../view/eight_reasons.ts";
import type { PageTest } from "./mod.ts";
import { badHour, longLog } from "./recordings.ts";
import { hasText, picture, type Stage } from "./stage.ts";

/** The diagram: what it shows, and how one goes through it. */
export const READING_TESTS: readonly PageTest[] = [
  ["a recording is drawn, and the summary says what went wrong", async (stage) => {
    const page = await openBadHour(stage);
    assertEquals(await page.title(), "A recording – HSMS");
    assertMatch(await status(page), /^\d+ entries/);
    await hasText(page, ".sides", "ETCHER 1.0");
    await hasText(page, ".sides", "10.0.0.1");
    await hasText(page, ".summary .fault", "T3");
    await hasText(page, ".summary .fault", "HCACK 2");
    assert(await colours(page) > 20, "the canvas has arrows and texts");
  }],
  ["each of the eight reasons for which a link fails is told, and is found with f", async (stage) => {
    const page = await stage.open(eightReasons().writer.take());
    const bad = REASONS.length;
    const told = await page.locator(".summary .fault-bad h3").allTextContents();
    assertEquals(told.length, bad);
    const found = new Set<string>();
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press("f");
      for (const title of await page.locator(".message .fault-bad h3").allTextContents()) found.add(title);
    }
    assertEquals(found, new Set(told));
  }],
  ["a click on the diagram selects the message there", async (stage) => {
    const page = await openBadHour(stage);
    await page.locator(".scroller").click({ position: { x: 400, y: 70 } });
    await hasText(page, ".message h2", "Select.req");
    await page.locator(".scroller").click({ position: { x: 400, y: 102 } });
    await hasText(page, ".message h2", "Select.rsp");
    await hasText(page, ".partner", "Replies after 8 ms to Select.req");
  }],
  ["arrow keys, Home, End and page keys go through the messages", async (stage) => {
    const page = await openBadHour(stage);
    await page.locator(".scroller").focus();
    await page.keyboard.press("Home");
    assertEquals(await heard(page), ["1", "TCP opened"]);
    await page.keyboard.press("ArrowDown");
    assertEquals(await heard(page), ["2", "Select.req"]);
    await page.keyboard.press("PageDown");
    assertEquals((await heard(page))[0], "14");
    await page.keyboard.press("ArrowUp");
    assertEquals((await heard(page))[0], "13");
    await page.keyboard.press("End");
    const count = /^[\d\u202f]+/.exec(await status(page))![0];
    assertEquals((await heard(page))[0], count);
    const scrolled = await page.locator(".scroller").evaluate(({ scrollTop }) => scrollTop);
    assert(scrolled > 1000, `it scrolls along, to ${scrolled}`);
  }],
  ["f and F go from fault to fault, and r from a request to its reply", async (stage) => {
    const page = await openBadHour(stage);
    await page.keyboard.press("f");
    const first = await page.locator(".message .fault h3").first().textContent();
    await page.keyboard.press("f");
    assert(await page.locator(".message .fault h3").first().textContent() !== first);
    await page.keyboard.press("F");
    assertEquals(await page.locator(".message .fault h3").first().textContent(), first);
    await page.locator(".scroller").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("r");
    await hasText(page, ".message h2", "Select.rsp");
    await page.keyboard.press("r");
    await hasText(page, ".message h2", "Select.req");
  }],
  ["/ goes to the filter, ? shows the help, and Esc closes it", async (stage) => {
    const page = await openBadHour(stage);
    await page.keyboard.press("/");
    assertEquals(await page.evaluate(() => document.activeElement?.getAttribute("type")), "search");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.locator("dialog[open]").waitFor();
    await page.keyboard.press("Escape");
    assertEquals(await page.locator("dialog[open]").count(), 0);
  }],
  ["filters by name, direction, event, text and faults let through what they say", async (stage) => {
    const page = await openBadHour(stage);
    const filter = page.locator("input[type=search]");
    const all = number(await status(page));
    const counts: Record<string, number> = {};
    for (const text of ["S6*", "S6F11", "from:tool", "event:Lot*", '"LOT-8"', "is:fault", "-S6*", "zzzz"]) {
      await filter.fill(text);
      await picture(page);
      counts[text] = number(await status(page));
    }
    assertEquals(counts["S6*"], 2 * counts["S6F11"]!);
    assert(
      counts["event:Lot*"]! >= 4 && counts["event:Lot*"]! < counts["S6F11"]!,
      "lots are some of the events",
    );
    assert(counts['"LOT-8"']! >= 2, "the start and its event");
    assertEquals(counts["-S6*"], all - counts["S6*"]!);
    assert(counts["is:fault"]! > 4 && counts["is:fault"]! < 20);
    assertEquals(counts["zzzz"], 0);
    await filter.fill("");
    await page.getByRole("button", { name: "Only from host" }).click();
    await picture(page);
    assert(number(await status(page)) < all);
    await page.getByRole("button", { name: "Only from equipment" }).click();
    await picture(page);
    assertEquals(number(await status(page)), counts["from:tool"]);
  }],
  ["time is drawn to scale, with more room and less", async (stage) => {
    const page = await openBadHour(stage);
    const height = (): Promise<number> =>
      page.locator(".scroller").evaluate(({ scrollHeight }) => scrollHeight);
    const compact = await height();
    await page.getByRole("button", { name: "To scale" }).click();
    await picture(page);
    const scaled = await height();
    assert(scaled !== compact);
    await page.getByRole("button", { name: "Zoom in" }).click();
    await picture(page);
    assert(await height() > scaled * 1.8);
    await page.keyboard.press("-");
    await picture(page);
    assertEquals(await height(), scaled);
    assert(await colours(page) > 5);
  }],
  ["what is looked at stays in sight when the scale or the filter changes", async (stage) => {
    const page = await openBadHour(stage);
    for (let i = 0; i < 3; i++) await page.keyboard.press("f");
    const seen = async (): Promise<number> => {
      await picture(page);
      return await selectedPixels(page);
    };
    assert(await seen() > 0);
    await page.getByRole("button", { name: "To scale" }).click();
    assert(await seen() > 0, "to scale");
    await page.getByRole("button", { name: "Zoom in" }).click();
    assert(await seen() > 0, "with more room");
    await page.getByRole("button", { name: "Compact" }).click();
    await page.locator("input[type=search]").fill("is:fault");
    assert(await seen() > 0, "filtered");
    await page.locator("input[type=search]").fill("");
    assert(await seen() > 0, "not filtered any more");
    stage.forgive(/willReadFrequently/);
  }],
  ["the link is chosen if there are several", async (stage) => {
    const page = await stage.open(longLog(30, 3));
    await hasText(page, ".sides", "10.0.1.1");
    const first = await status(page);
    await page.locator(".chooser select").selectOption("2");
    await hasText(page, ".sides", "10.0.1.3");
    assertEquals(await status(page), first, "each link has as many");
  }],
  ["dragging in the minimap goes through time", async (stage) => {
    const page = await openBadHour(stage);
    const box = (await page.locator(".minimap").boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, box.y + box.height - 10);
    await page.mouse.up();
    await picture(page);
    const { top, height } = await page.locator(".scroller").evaluate(({ scrollTop, scrollHeight }) => ({
      top: scrollTop,
      height: scrollHeight,
    }));
    assert(top > height / 2, `${top} of ${height}`);
  }],
  ["an empty recording is a page too", async (stage) => {
    const page = await stage.open(longLog(0, 0));
    await hasText(page, ".status", "0 entries");
    await page.keyboard.press("f");
    await page.locator(".scroller").focus();
    await page.keyboard.press("ArrowDown");
    await hasText(page, ".panel", "Nothing was recorded");
  }],
];

/** The bad hour, with the names of the etcher. */
export async function openBadHour(stage: Stage, context: Parameters<Stage["open"]>[2] = {}): Promise<Page> {
  return await stage.open(await badHour(), { model: ETCHER_NAMES }, context);
}

async function status(page: Page): Promise<string> {
  return (await page.locator(".status").textContent())!;
}

function number(text: string): number {
  return Number(/^[\d\u202f]+/.exec(text)![0].replaceAll("\u202f", ""));
}

/** The number and the name of the option that is active, as it is heard. */
async function heard(page: Page): Promise<(string | undefined)[]> {
  return await page.evaluate(() => {
    const id = document.querySelector("[role=listbox]")!.getAttribute("aria-activedescendant")!;
    const option = document.getElementById(id)!;
    const name = option.textContent!.split(", ").find((part) => /^(S\d|TCP|\w+\.re[qp])/.test(part));
    return [option.getAttribute("aria-posinset")!, name];
  });
}

/** How many pixels at the left edge of the diagram have the colour of the selected row. */
async function selectedPixels(page: Page): Promise<number> {
  return await page.locator(".scroller canvas").evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext("2d")!.getImageData(1, 0, 1, canvas.height);
    const [paper] = new Uint32Array(data.buffer, 0, 1);
    return new Uint32Array(data.buffer).filter((colour) => colour !== paper).length;
  });
}

/** How many colours the diagram has, of some of its pixels. */
async function colours(page: Page): Promise<number> {
  return await page.locator(".scroller canvas").evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    const found = new Set<number>();
    for (let i = 0; i < data.length; i += 4 * 7) found.add(data[i]! << 16 | data[i + 1]! << 8 | data[i + 2]!);
    return found.size;
  });
}
