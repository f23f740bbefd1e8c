// Sets the theme before the page is drawn: that of the system, or the one that was chosen.
{
  let theme = null;
  try {
    theme = localStorage.getItem("theme");
  } catch {
    // A browser may forbid storage for files.
  }
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}
