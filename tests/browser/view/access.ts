/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import axe from "axe-core";
import type { Page } from "playwright-core";
import type { PageTest } from "./mod.ts";
import { openBadHour } from "./reading.ts";
import { hasText, picture } from "./stage.ts";

const SIZES = {
  phone: { width: 360, height: 740 },
  tablet: { width: 900, height: 1100 },
  desktop: { width: 1440, height: 900 },
};
const TABS = ["Message", "Summary", "Values", "Paste"];

/** That everybody can use it: axe-core has nothing to say, in both themes and at three widths. */
export const ACCESS_TESTS: readonly PageTest[] = [
  ...Object.entries(SIZES).flatMap(([name, viewport]) =>
    (["light", "dark"] as const).map((colorScheme): PageTest => [
      `axe-core has nothing to say of the ${colorScheme} page on a ${name}`,
      async (stage) => {
        const page = await openBadHour(stage, { viewport, colorScheme });
        await checkAxe(page);
        await page.keyboard.press("f");
        for (const tab of TABS) {
          await page.getByRole("tab", { name: tab }).click();
          if (tab === "Paste") await page.locator(".paste textarea").fill("0000000affff00000005000000ff");
          await page.waitForFunction(() => document.getAnimations().length === 0);
          await checkAxe(page);
        }
        await page.keyboard.press("Tab");
        await page.getByRole("button", { name: "Keys and help" }).click();
        await checkAxe(page);
      },
    ])
  ),
  ["the theme is switched by a button, and is that of the system before", async (stage) => {
    const page = await openBadHour(stage, { colorScheme: "dark" });
    const paper = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.querySelector("main")!).colorScheme);
    assertEquals(await paper(), "dark");
    await page.getByRole("button", { name: "Switch to the light theme" }).click();
    assertEquals(await paper(), "light");
    await page.getByRole("button", { name: "Switch to the dark theme" }).click();
    assertEquals(await paper(), "dark");
  }],
  ["on a phone the details come over the diagram, and go again", async (stage) => {
    const page = await openBadHour(stage, { viewport: SIZES.phone, hasTouch: true });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assertEquals(width, SIZES.phone.width, "nothing is wider than the screen");
    await page.locator(".scroller").tap({ position: { x: 160, y: 70 } });
    await hasText(page, ".message h2", "Select.req");
    await page.waitForFunction(() => document.getAnimations().length === 0);
    assert((await page.locator(".message h2").boundingBox())!.y < 700);
    const diagram = (await page.locator(".scroller canvas").boundingBox())!;
    const panel = (await page.locator(".panel").boundingBox())!;
    assert(diagram.y + diagram.height <= panel.y + 1, "the diagram makes room");
    await page.getByRole("button", { name: "Close the details" }).click();
    await page.locator(".panel-content").waitFor({ state: "hidden" });
  }],
  ["every control is reached by Tab, and shows that it is", async (stage) => {
    const page = await openBadHour(stage);
    const seen = new Set<string>();
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press("Tab");
      const found = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return undefined;
        const { outlineStyle } = getComputedStyle(element);
        return [element.getAttribute("aria-label") ?? element.textContent!.trim().slice(0, 30), outlineStyle];
      });
      if (found === undefined) break;
      assert(found[1] !== "none", `${found[0]} has no outline`);
      seen.add(found[0]!);
    }
    for (
      const name of [
        "Paste a frame",
        "Both",
        "Next fault",
        "Compact",
        "Messages in the order of time",
        "Summary",
      ]
    ) {
      assert(seen.has(name), `${name} is not among ${[...seen].join(", ")}`);
    }
  }],
];

/** Fails with what axe-core says of the page. */
export async function checkAxe(page: Page): Promise<void> {
  await picture(page);
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(options: { preload: boolean }): Promise<
          { violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[] }
        >;
      };
    };
    const { violations } = await axe.run({ preload: false });
    return violations.map(({ id, help, nodes }) =>
      `${id}: ${help}\n${
        nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join("\n")
      }`
    );
  });
  assertEquals(violations, []);
}
