/// <reference lib="dom" />
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { viewPage } from "../../../src/cli/view/page.ts";
import type { StoryOptions, ViewOptions } from "../../../src/view/story/mod.ts";

/** A place for one test: pages that are watched. Whatever they ask of a network, and every error, fails the test. */
export class Stage {
  readonly #browser: Browser;
  readonly #folder: string;
  readonly #contexts: BrowserContext[] = [];
  readonly #wrong: string[] = [];
  #forgiven: RegExp | undefined;
  /** Requests that a test expects. */
  mayAsk: (url: string) => boolean = () => false;

  /** Makes pages in a browser, as files of a folder. */
  constructor(browser: Browser, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
  }

  /** Opens the page of a log. */
  async open(
    log: Uint8Array,
    options: StoryOptions & Partial<ViewOptions> = {},
    context: BrowserContextOptions = {},
  ): Promise<Page> {
    let html = "";
    for await (const piece of viewPage([log], { title: "A recording", ...options })) html += piece;
    return await this.openHtml(html, context);
  }

  /** Opens a page that is written into a file first. */
  async openHtml(html: string, context: BrowserContextOptions = {}): Promise<Page> {
    const path = `${this.#folder}/${crypto.randomUUID()}.html`;
    await Deno.writeTextFile(path, html);
    return await this.openUrl(`file://${path}`, context);
  }

  /** Opens a page from where it is. */
  async openUrl(url: string, context: BrowserContextOptions = {}): Promise<Page> {
    const settings = { viewport: { width: 1280, height: 800 }, timezoneId: "UTC", ...context };
    const opened = await this.#browser.newContext(settings);
    this.#contexts.push(opened);
    const page = await opened.newPage();
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.#wrong.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.#wrong.push(`error: ${error.stack ?? error.message}`));
    page.on("dialog", (dialog) => {
      this.#wrong.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      const asked = request.url();
      if (asked !== url && !asked.startsWith("data:") && !this.mayAsk(asked)) {
        this.#wrong.push(`request: ${asked}`);
      }
    });
    await page.goto(url);
    await page.waitForSelector(".scroller canvas");
    await picture(page);
    return page;
  }

  /** Lets off what the browser itself says of connections that a test has cut. */
  forgive(what: RegExp): void {
    this.#forgiven = what;
  }

  /** Throws if something went wrong that no page may do. */
  check(): void {
    const wrong = this.#wrong.filter((text) => !this.#forgiven?.test(text));
    if (wrong.length > 0) throw new Error(wrong.join("\n"));
  }

  /** Closes all pages. */
  async end(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
  }
}

/** Resolves after the page has drawn. */
export async function picture(page: Page): Promise<void> {
  await page.evaluate(() =>
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined))))
  );
}

/** Resolves once an element has a text. */
export async function hasText(page: Page, selector: string, text: string): Promise<void> {
  await page.locator(selector).filter({ hasText: text }).first().waitFor();
}
