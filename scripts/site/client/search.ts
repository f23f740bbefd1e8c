/// <reference lib="dom" />
// The search: its passages come as a classic script when it is opened for the first time, as a page from a file may
// load nothing else.

import MiniSearch from "minisearch";

/** A passage of the site. */
interface Passage {
  readonly page: string;
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** What the script of the passages sets: the names of pages by their paths, and the passages. */
interface Passages {
  readonly pages: Readonly<Record<string, string>>;
  readonly passages: readonly (readonly [page: string, id: string, title: string, text: string])[];
}

const SHOWN = 12;
const AROUND = 70;

/** Lets the page be searched: by its button, by `/`, and by Ctrl K. */
export function startSearch(): void {
  const dialog = document.querySelector<HTMLDialogElement>("dialog.search")!;
  const input = dialog.querySelector("input")!;
  const list = dialog.querySelector("ul")!;
  const status = dialog.querySelector(".search-status")!;
  const root = document.body.dataset["root"] ?? "";
  let index: Promise<{ readonly search: MiniSearch<Passage>; readonly pages: Passages["pages"] }> | undefined;
  let chosen = -1;

  document.querySelector(".search-button")!.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLElement &&
      event.target.closest("input, textarea, select") !== null;
    const isAsked = event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey ||
      event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!isAsked) return;
    event.preventDefault();
    open();
  });
  input.addEventListener("input", () => void show());
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape") {
      // The browser would empty the field first.
      event.preventDefault();
      dialog.close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(list.children[Math.max(chosen, 0)]);
    }
  });
  list.addEventListener("click", ({ target }) => {
    if (target instanceof Element) go(target.closest("li"));
  });

  function open(): void {
    if (!dialog.open) dialog.showModal();
    input.select();
    void show();
  }

  /** Goes to what a result is about. */
  function go(result: Element | null | undefined): void {
    if (!(result instanceof HTMLElement) || result.dataset["href"] === undefined) return;
    dialog.close();
    location.href = result.dataset["href"];
  }

  async function show(): Promise<void> {
    index ??= load(root);
    const { search, pages } = await index;
    const query = input.value.trim();
    const found = query === "" ? [] : search.search(query);
    list.replaceChildren(
      ...found.slice(0, SHOWN).map((result, i) => resultOf(result as unknown as Passage, i, pages)),
    );
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = query === "" ? "Words of the text, names, codes, messages" : count(found.length);
    choose(found.length > 0 ? 0 : -1);
  }

  function resultOf(passage: Passage, i: number, pages: Passages["pages"]): HTMLElement {
    const item = document.createElement("li");
    item.id = `result-${i}`;
    item.setAttribute("role", "option");
    item.dataset["href"] = `${root}${passage.page}${passage.id === "" ? "" : `#${passage.id}`}`;
    const title = document.createElement("strong");
    title.textContent = passage.title;
    const place = document.createElement("small");
    place.textContent = pages[passage.page] ?? "";
    const text = document.createElement("span");
    text.textContent = excerpt(passage.text, input.value);
    item.append(title, place, text);
    return item;
  }

  function choose(i: number): void {
    const items = [...list.children];
    chosen = items.length === 0 ? -1 : Math.min(Math.max(i, 0), items.length - 1);
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    items[chosen]?.scrollIntoView({ block: "nearest" });
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `result-${chosen}`);
  }
}

function count(found: number): string {
  return found === 0 ? "Nothing was found" : found === 1 ? "1 place" : `${found} places`;
}

/** The text around the first word that was asked for. */
function excerpt(text: string, query: string): string {
  const lower = text.toLowerCase();
  const places = query.toLowerCase().split(/\s+/).map((word) => word === "" ? -1 : lower.indexOf(word));
  const at = Math.max(Math.min(...places.filter((place) => place >= 0), Infinity), 0);
  const from = Number.isFinite(at) ? Math.max(at - AROUND, 0) : 0;
  return `${from > 0 ? "…" : ""}${text.slice(from, from + 2 * AROUND)}`;
}

/** Loads the passages, and makes the index of them. */
async function load(root: string) {
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${root}passages.js`;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error("passages.js cannot be loaded"));
    document.head.append(script);
  });
  const { pages, passages } = (globalThis as unknown as { sitePassages: Passages }).sitePassages;
  const search = new MiniSearch<Passage>({
    idField: "place",
    fields: ["title", "text", "name"],
    storeFields: ["page", "id", "title", "text"],
    extractField: (passage, field) =>
      field === "place"
        ? `${passage.page}#${passage.id}`
        : field === "name"
        ? pages[passage.page] ?? ""
        : passage[field as keyof Passage],
    searchOptions: {
      boost: { title: 4, name: 2 },
      prefix: true,
      fuzzy: (word) => word.length > 4 && !/\d/.test(word) ? 0.2 : false,
      weights: { prefix: 0.6, fuzzy: 0.15 },
      boostDocument: (place) => weightOf(String(place)),
      combineWith: "AND",
    },
  });
  search.addAll(passages.map(([page, id, title, text]) => ({ page, id, title, text })));
  return { search, pages };
}

/** What helps comes before what lists. */
function weightOf(place: string): number {
  if (/^(?:how-to|tutorials\/|hsms-in|gem-in)/.test(place)) return 1.6;
  return /^(?:api\/|adr\/|changelog|contributing)/.test(place) ? 0.6 : 1;
}
