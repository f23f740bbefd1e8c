/// <reference lib="dom" />
// What the pages of the site do by themselves: the theme, the menu of small screens, and the search.

import { startSearch } from "./search.ts";

const root = document.documentElement;

document.querySelector(".theme-button")!.addEventListener("click", () => {
  const isDark = root.dataset["theme"] === "dark" ||
    root.dataset["theme"] === undefined && matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset["theme"] = isDark ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset["theme"]);
  } catch {
    // The theme is that of this page alone then.
  }
});

const button = document.querySelector<HTMLButtonElement>(".menu-button")!;
button.addEventListener("click", () => showMenu(button.getAttribute("aria-expanded") !== "true"));
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
  showMenu(false);
  button.focus();
});

function showMenu(isShown: boolean): void {
  button.setAttribute("aria-expanded", String(isShown));
  root.classList.toggle("menu-open", isShown);
}

document.querySelector('.menu [aria-current="page"]')?.scrollIntoView({ block: "nearest" });

startSearch();
