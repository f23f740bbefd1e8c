/// <reference lib="dom" />
import { assert } from "@std/assert";
import type { Page } from "playwright-core";
import { playgroundPage } from "../../../src/cli/view/page.ts";
import { checkAxe } from "./access.ts";
import type { PageTest } from "./mod.ts";
import { hasText, type Stage } from "./stage.ts";

/** The playground: a host and a tool in the page. */
export const PLAY_TESTS: readonly PageTest[] = [
  ["in the playground a host and a tool find each other, and SML is sent from either side", async (stage) => {
    const page = await open(stage);
    await hasText(page, ".said", "communication is established");
    await page.locator(".play textarea").fill('S10F3 W <L [2] <B 0> <A "Hello">>.');
    await page.getByRole("button", { name: "From the host" }).click();
    await hasText(page, ".said", "the host says Hello");
    await page.locator(".play textarea").fill("S1F1 W.");
    await page.getByRole("button", { name: "From the tool" }).click();
    await hasText(page, ".said", "Tool: ");
    await page.locator("input[type=search]").fill("S1F1 from:tool");
    await hasText(page, ".status", "1 of ");
    await page.locator(".play textarea").fill("nonsense");
    await page.getByRole("button", { name: "From the tool" }).click();
    await hasText(page, ".said", "Tool: ");
  }],
  ["in the playground each timer runs out when it is asked to", async (stage) => {
    const page = await open(stage);
    await hasText(page, ".said", "communication is established");
    for (const timer of ["T3", "T6", "T7", "T8"]) {
      await page.locator("summary", { hasText: `${timer}:` }).click();
      await page.locator("details[open]").getByRole("button", { name: "Do it" }).click();
      await page.waitForFunction(
        (said) => !document.querySelector(".faults")!.textContent!.startsWith(said),
        await faults(page),
      );
      await page.getByRole("button", { name: "+10 s" }).click();
      await page.getByRole("tab", { name: "Summary" }).click();
      await hasText(page, ".summary .fault", timer);
      await page.getByRole("tab", { name: "Play" }).click();
    }
  }],
  ["in the playground time stands still, steps, and the line is cut", async (stage) => {
    const page = await open(stage);
    await hasText(page, ".said", "communication is established");
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.getByRole("button", { name: "Cut it" }).click();
    await page.getByRole("button", { name: "To the next timer" }).click();
    await hasText(page, ".said", "no communication any more");
    await page.getByRole("button", { name: "+10 s" }).click();
    await page.getByRole("button", { name: "+1 s" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".said li").length >= 4);
    assert((await page.locator(".said").textContent())!.match(/communication is established/g)!.length >= 2);
    await checkAxe(page);
  }],
];

async function open(stage: Stage): Promise<Page> {
  return await stage.openHtml(playgroundPage().join(""));
}

async function faults(page: Page): Promise<string> {
  return (await page.locator(".faults button").first().textContent())!;
}
