import { useSignal } from "@preact/signals";
import { copyText } from "./clipboard.ts";

/** Copies a text, and says so for a moment. */
export function CopyButton({ label, text }: { readonly label: string; readonly text: () => string }) {
  const said = useSignal("");
  return (
    <button
      type="button"
      class="small"
      aria-label={`Copy as ${label}`}
      onClick={async () => {
        said.value = await copyText(text()) ? "copied" : "not copied";
        setTimeout(() => said.value = "", 1500);
      }}
    >
      {said.value === "" ? label : said.value}
    </button>
  );
}
