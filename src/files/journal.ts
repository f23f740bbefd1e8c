import { type OwnChange, StoredValues } from "../gem/store/batch.ts";
import { GemStoreError } from "../gem/store/errors.ts";
import { type Disk, type DiskFile, writeAll } from "./disk.ts";
import { type Damage, encodeRecord, encodeStart, HEAD, scan, sizeOf } from "./format.ts";

/** What has to be mended: bytes after what is acknowledged, or the whole file. */
type Fault = "none" | "tail" | "file";

/** The bytes of a record of a file that is written anew; a larger value has a record of its own. */
const RECORD_BYTES = 1024 * 1024;

/** What opening a journal found. */
export interface Found {
  readonly damage: Damage;
  /** The byte at which the damage begins. */
  readonly offset: number;
  /** How many bytes from there on were left out. */
  readonly bytes: number;
  /** Where the damaged file is kept. */
  readonly keptAs?: string;
}

/** A file of records, and the values that they make. One call at a time. */
export class Journal {
  readonly values: StoredValues = new StoredValues();
  readonly #disk: Disk;
  readonly #path: string;
  /** Undefined after a file could not be written anew. */
  #file: DiskFile | undefined;
  #fault: Fault = "file";
  /** How much of the file is acknowledged. */
  #end = 0;
  #salt = 0;
  #number = 0;

  constructor(disk: Disk, path: string) {
    this.#disk = disk;
    this.#path = path;
  }

  /** The length of the file. */
  get length(): number {
    return this.#end;
  }

  /** Whether the file has nothing but what is acknowledged; if not, it is mended before the next record. */
  get isWhole(): boolean {
    return this.#fault === "none";
  }

  /** Reads the file, or makes it; says what was damaged. A file that is damaged before its end is an error without `goOn`. */
  async open(goOn: boolean): Promise<Found | undefined> {
    const bytes = await this.#disk.read(this.#path);
    if (bytes === undefined) {
      await this.rewrite();
      return undefined;
    }
    const { records, damage, salt, end } = scan(bytes);
    if (damage?.kind === "middle" && !goOn) throw this.#corrupt(damage, end, bytes.length);
    for (const changes of records) this.values.apply(changes);
    if (damage?.kind === "middle") {
      const keptAs = await this.#keep(bytes);
      await this.rewrite();
      return { damage, offset: end, bytes: bytes.length - end, keptAs };
    }
    // One that was not finished when the process was killed.
    await this.#disk.remove(newOf(this.#path)).catch(() => {});
    this.#file = await this.#disk.open(this.#path);
    [this.#salt, this.#end, this.#number] = [salt, end, records.length];
    this.#fault = damage === undefined ? "none" : "tail";
    await this.#mend();
    return damage && { damage, offset: end, bytes: bytes.length - end };
  }

  /** Makes the changes durable, all or none. */
  async append(changes: readonly OwnChange[]): Promise<void> {
    await this.#mend();
    const record = encodeRecord(this.#salt, this.#number, changes);
    const file = this.#file!;
    try {
      await writeAll(file, record, this.#end);
    } catch (error) {
      this.#fault = "tail";
      await this.#mend().catch(() => {});
      throw error;
    }
    try {
      await file.sync();
    } catch (error) {
      // After a failed sync the system may drop what it holds and report success from then on: only a new file is sure.
      this.#fault = "file";
      await this.#cutTail().catch(() => {});
      throw error;
    }
    this.#end += record.length;
    this.#number++;
    this.values.apply(changes);
  }

  /** Writes the values into a new file, which takes the place of the old one at once. */
  async rewrite(): Promise<void> {
    const path = newOf(this.#path);
    const salt = Math.floor(Math.random() * 2 ** 32);
    const file = await this.#disk.create(path);
    let end = 0;
    let number = 0;
    try {
      for (const bytes of fileOf(salt, this.values.map)) {
        await writeAll(file, bytes, end);
        end += bytes.length;
        number++;
      }
      await file.sync();
      // Windows does not replace a file that is open.
      await this.close().catch(() => {});
      await this.#disk.rename(path, this.#path);
    } catch (error) {
      await file.close().catch(() => {});
      await this.#disk.remove(path).catch(() => {});
      throw error;
    }
    try {
      await this.#disk.syncFolderOf(this.#path);
    } catch (error) {
      await file.close().catch(() => {});
      throw error;
    }
    this.#file = file;
    this.#fault = "none";
    [this.#salt, this.#end, this.#number] = [salt, end, number - 1];
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    this.#fault = "file";
    await file?.close();
  }

  async #mend(): Promise<void> {
    if (this.#fault === "tail") await this.#cutTail();
    else if (this.#fault === "file") await this.rewrite();
    this.#fault = "none";
  }

  async #cutTail(): Promise<void> {
    await this.#file!.truncate(this.#end);
    await this.#file!.sync();
  }

  /** Keeps the bytes of a damaged file beside it, under a name that is free. */
  async #keep(bytes: Uint8Array): Promise<string> {
    let number = 1;
    while (await this.#disk.read(`${this.#path}.corrupt-${number}`) !== undefined) number++;
    const path = `${this.#path}.corrupt-${number}`;
    const file = await this.#disk.create(path);
    try {
      await writeAll(file, bytes, 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await this.#disk.syncFolderOf(path);
    return path;
  }

  #corrupt({ reason }: Damage, offset: number, length: number): GemStoreError {
    const message =
      `Cannot open ${this.#path}: at byte ${offset} of ${length} ${reason}, and it is not the end that power ` +
      'off tears. Check the path and the disk. Put a backup in its place; or set whenCorrupt to "continue", which ' +
      "goes on with what was written before the damage and keeps the file beside the new one";
    return new GemStoreError("store-corrupt", this.#path, message, { offset });
  }
}

/** The pieces of a file with these values and nothing else. */
function* fileOf(salt: number, values: ReadonlyMap<string, Uint8Array>): Generator<Uint8Array> {
  yield encodeStart(salt);
  let number = 0;
  let changes: OwnChange[] = [];
  let bytes = HEAD;
  for (const [key, value] of values) {
    const change = { key, keyBytes: new TextEncoder().encode(key), value };
    if (changes.length > 0 && bytes + sizeOf(change) > RECORD_BYTES) {
      yield encodeRecord(salt, number++, changes);
      changes = [];
      bytes = HEAD;
    }
    changes.push(change);
    bytes += sizeOf(change);
  }
  if (changes.length > 0) yield encodeRecord(salt, number, changes);
}

/** The name of the file while it is written anew. */
function newOf(path: string): string {
  return `${path}.new`;
}
