import type { GemStore } from "../store/store.ts";
import { Keeper } from "./keeper.ts";

/** The keepers of a running tool: its own, and one for each of its hosts. */
export class Keepers {
  readonly #store: GemStore | undefined;
  readonly #onFailed: (whose: string, error: Error) => void;
  /** What was found and is not asked for yet, by the beginning of its keys. */
  readonly #found: Map<string, Map<string, Uint8Array>>;
  readonly #keepers = new Map<string, Keeper>();
  /** Those that have entries whose write failed. */
  readonly #failed = new Set<Keeper>();

  /** `found`: what the store had when it was opened. */
  constructor(
    store: GemStore | undefined,
    found: ReadonlyMap<string, Uint8Array>,
    onFailed: (whose: string, error: Error) => void,
  ) {
    this.#store = store;
    this.#onFailed = onFailed;
    this.#found = byBeginning(found);
  }

  /** The keeper of `whose`. It stays the same: a host that goes and comes again finds what it has set up. */
  of(whose: string): Keeper {
    const known = this.#keepers.get(whose);
    if (known !== undefined) return known;
    const beginning = escaped(whose);
    const found = this.#found.get(beginning) ?? new Map<string, Uint8Array>();
    this.#found.delete(beginning);
    const keeper: Keeper = new Keeper(this.#store, found, `${beginning}/`, {
      failed: (error) => {
        this.#failed.add(keeper);
        this.#onFailed(whose, error);
      },
      worked: () => this.#repeat(),
    });
    this.#keepers.set(whose, keeper);
    return keeper;
  }

  #repeat(): void {
    for (const keeper of this.#failed) {
      if (keeper.unsaved === 0) this.#failed.delete(keeper);
      else keeper.repeat();
    }
  }
}

/** Without slashes, so that no beginning of a key is the beginning of another one. */
function escaped(whose: string): string {
  return whose.replaceAll("%", "%25").replaceAll("/", "%2F");
}

function byBeginning(found: ReadonlyMap<string, Uint8Array>): Map<string, Map<string, Uint8Array>> {
  const groups = new Map<string, Map<string, Uint8Array>>();
  for (const [key, value] of found) {
    const end = key.indexOf("/");
    const beginning = key.slice(0, end);
    let group = groups.get(beginning);
    if (group === undefined) groups.set(beginning, group = new Map());
    group.set(key.slice(end + 1), value);
  }
  return groups;
}
