import type { PageState } from "./state.ts";

/** Rows of a page key. */
const PAGE = 12;

/** What keys do in the diagram; returns whether the key does something. */
export function diagramKey(state: PageState, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  switch (event.key) {
    case "ArrowDown":
      state.step(1);
      return true;
    case "ArrowUp":
      state.step(-1);
      return true;
    case "PageDown":
      state.step(PAGE);
      return true;
    case "PageUp":
      state.step(-PAGE);
      return true;
    case "Home":
      state.step(-Infinity);
      return true;
    case "End":
      state.step(Infinity);
      return true;
    case "Enter":
      state.tab.value = "message";
      state.isPanelOpen.value = true;
      return true;
    default:
      return false;
  }
}

/** Keys that work wherever nothing is typed; what the page itself does with `/` and `?` is handed in. */
export function pageKey(
  state: PageState,
  event: KeyboardEvent,
  { filter, help }: { readonly filter: () => void; readonly help: () => void },
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target)) return false;
  if (event.key.length === 1 && !state.hasCharacterKeys.value) return false;
  switch (event.key) {
    case "f":
      return state.stepFault(1);
    case "F":
      return state.stepFault(-1);
    case "r": {
      const { selected } = state;
      const partner = selected.value === undefined ? undefined : state.story.partnerOf(selected.value);
      if (partner !== undefined) state.select(partner);
      return partner !== undefined;
    }
    case "/":
      filter();
      return true;
    case "?":
      help();
      return true;
    case "+":
    case "=":
      zoom(state, 2);
      return true;
    case "-":
      zoom(state, 0.5);
      return true;
    case "Escape": {
      const wasOpen = state.isPanelOpen.value;
      state.isPanelOpen.value = false;
      return wasOpen;
    }
    default:
      return false;
  }
}

/** Makes the axis to scale longer or shorter. */
export function zoom(state: PageState, by: number): void {
  state.scale.value = "scaled";
  state.pxPerSecond.value = Math.min(Math.max(state.pxPerSecond.value * by, 0.01), 100_000);
}

function isTyped(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement;
}
