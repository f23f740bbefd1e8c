/** The theme of the page: that of the system, or a choice. */
export type Theme = "auto" | "light" | "dark";

const KEY = "hsms-view-theme";

/** The theme that was chosen last; pages from files may have no memory. */
export function readTheme(): Theme {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === "light" || theme === "dark" ? theme : "auto";
  } catch {
    return "auto";
  }
}

/** Puts a theme on, and tells the canvases. */
export function putTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === "auto") delete dataset["theme"];
  else dataset["theme"] = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // The choice holds until the page is closed.
  }
  document.dispatchEvent(new Event("themechange"));
}
