/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { checkAxe } from "../view/access.ts";

/** The site in a browser, opened from its files; every error of a page, and all that it asks of a network, is kept. */
export class SiteStage {
  readonly #browser: Browser;
  readonly #folder: string;
  readonly #wrong: string[] = [];
  #page: Page | undefined;

  /** Opens pages of the site that was built into `folder`, an absolute path. */
  constructor(browser: Browser, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
  }

  /** Opens a page of the site. */
  async open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    await this.#page?.close();
    const page = this.#page = await this.#browser.newPage({ ...options, reducedMotion: "reduce" });
    page.on("pageerror", (error) => this.#wrong.push(`${path}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.#wrong.push(`${path}: ${message.text()}`);
    });
    page.on("request", (request) => {
      const url = request.url();
      if (!/^(?:file|data):/.test(url)) this.#wrong.push(`${path} asks for ${url}`);
    });
    page.on("requestfailed", (request) => this.#wrong.push(`${path}: ${request.url()} does not load`));
    await page.goto(`file://${this.#folder}/${path}`);
    return page;
  }

  /** Fails with what went wrong on the pages. */
  async end(): Promise<void> {
    await this.#page?.close();
    assertEquals(this.#wrong, []);
  }
}

/** A test of the site. */
export type SiteTest = readonly [name: string, test: (stage: SiteStage) => Promise<void>];

const SIZES = {
  phone: { width: 360, height: 740 },
  tablet: { width: 900, height: 1100 },
  desktop: { width: 1440, height: 900 },
};

/** Pages that are looked at in each size and theme: text and code, diagrams and tables. */
const PAGES = ["tutorials/host.html", "gem-models.html"];

/** Pages of the other kinds, looked at in the smallest size by day and in the largest by night. */
const OTHERS = ["index.html", "hsms-in-ten-pictures.html", "api/sml.html"];

/** Pages with long words, wide tables and long lines. */
const WIDE = [
  "errors.html",
  "messages.html",
  "cli.html",
  "etcher/manual.html",
  "api/testing.html",
  "api/gem.html",
];

/** What is promised of the site. */
export const SITE_TESTS: readonly SiteTest[] = [
  ...Object.entries(SIZES).flatMap(([name, viewport]) =>
    (["light", "dark"] as const).map((colorScheme): SiteTest => [
      `axe-core has nothing to say of the ${colorScheme} site on a ${name}, and nothing is wider than the screen`,
      async (stage) => {
        const isExtreme = (name === "phone") === (colorScheme === "light") && name !== "tablet";
        for (const path of isExtreme ? [...PAGES, ...OTHERS] : PAGES) {
          const page = await stage.open(path, { viewport, colorScheme });
          await checkAxe(page);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          assertEquals(width, viewport.width, `${path} is ${width} px wide`);
        }
      },
    ])
  ),
  ["no page is wider than a phone", async (stage) => {
    for (const path of WIDE) {
      const page = await stage.open(path, { viewport: SIZES.phone });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assertEquals(width, SIZES.phone.width, path);
    }
  }],
  ["the full-text search finds words, messages and names of the API, from a file", async (stage) => {
    for (
      const [query, href] of [
        ["spooling S2F43", "gem-spooling.html"],
        ["ECONNREFUSED", "how-to.html#connection-refused"],
        ["MemoryNetwork", "api/testing.html#MemoryNetwork"],
        ["T7", "hsms-in-ten-pictures.html"],
      ] as const
    ) {
      const page = await stage.open("tutorials/fab.html");
      await page.keyboard.press("/");
      await page.keyboard.type(query);
      await page.locator("#search-results li").first().waitFor();
      const links = await page.locator("#search-results li").evaluateAll((found) =>
        found.map((result) => result.getAttribute("data-href") ?? "")
      );
      assert(links.some((link) => link.startsWith(`../${href}`)), `${query}: ${links.join(" ")}`);
    }
  }],
  ["a result is opened with the keys alone, and stands at its heading", async (stage) => {
    const page = await stage.open("index.html");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Connection refused");
    await page.locator('#search-results [aria-selected="true"]').waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL(/how-to\.html#connection-refused$/);
    const top = await page.locator("#connection-refused").evaluate((heading) =>
      heading.getBoundingClientRect().top
    );
    assert(top > 50 && top < 740, `the heading is at ${top} px`);
  }],
  [
    "the search says when nothing is found, has no fault for axe-core, and is closed by Escape",
    async (stage) => {
      const page = await stage.open("index.html");
      await page.getByRole("button", { name: "Search" }).click();
      await page.keyboard.type("select");
      await page.locator("#search-results li").first().waitFor();
      await checkAxe(page);
      await page.keyboard.type("xyzzyqqq");
      await page.getByText("Nothing was found").waitFor();
      await page.keyboard.press("Escape");
      await page.locator("dialog.search").waitFor({ state: "hidden" });
    },
  ],
  ["the theme is that of the system, and is kept when it is switched", async (stage) => {
    const page = await stage.open("index.html", { colorScheme: "dark" });
    const theme = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    assertEquals(await theme(), "dark");
    await page.getByRole("button", { name: "Switch between light and dark" }).click();
    assertEquals(await theme(), "light");
    await page.goto(page.url().replace("index.html", "errors.html"));
    assertEquals(await theme(), "light");
  }],
  ["on a phone the menu is behind a button, and Escape closes it", async (stage) => {
    const page = await stage.open("cli.html", { viewport: SIZES.phone });
    const menu = page.getByRole("navigation", { name: "Pages", exact: true });
    assertEquals(await menu.isVisible(), false);
    await page.getByRole("button", { name: "Menu" }).click();
    assertEquals(await menu.isVisible(), true);
    await checkAxe(page);
    await page.keyboard.press("Escape");
    assertEquals(await menu.isVisible(), false);
  }],
  ["Tab goes to the text first, and each control shows that it is chosen", async (stage) => {
    const page = await stage.open("tutorials/host.html");
    await page.keyboard.press("Tab");
    await page.getByRole("link", { name: "To the text" }).waitFor();
    for (let i = 0; i < 30; i++) {
      const seen = await page.evaluate(() => {
        const { outlineStyle } = getComputedStyle(document.activeElement!);
        return [document.activeElement!.textContent?.trim().slice(0, 30), outlineStyle];
      });
      assert(seen[1] !== "none", `${seen[0]} has no outline`);
      await page.keyboard.press("Tab");
    }
  }],
];
