import { GemStoreError } from "../gem/store/errors.ts";
import { codeOf } from "./node_fs.ts";

/** What the codes of a system mean, and what to check. */
const MEANINGS: Readonly<Record<string, string>> = {
  EACCES: "access is denied. Check the user of this program, and the rights of the folder",
  EPERM: "access is denied. Check the user of this program, and the rights of the folder",
  EROFS:
    "the file system is read-only. The system may have made it so after faults of the disk: check its log",
  EIO: "the disk reports a fault. Check the disk, and the log of the system",
  ENOENT: "the folder is not there. Check the path, and whether the drive is mounted",
  ENOTDIR: "a part of the path is no folder. Check the path",
  EISDIR: "it is a folder. Give the path of a file",
  EMFILE: "this program has too many files open. Raise its limit (ulimit -n)",
  ENFILE: "the system has too many files open",
};

const FULL: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full. Make room on it",
  EDQUOT: "the quota of the user is used up. Make room, or raise it",
  EFBIG: "the file is larger than the system permits. Raise the limit (ulimit -f)",
};

/** What the system reports of a store, as an error that says what to check. `more` says what it means for what is stored. */
export function toStoreError(error: unknown, doing: string, path: string, more = ""): GemStoreError {
  if (error instanceof GemStoreError) return error;
  const code = codeOf(error) ?? "";
  const why = FULL[code] ?? MEANINGS[code] ?? (error instanceof Error ? error.message : String(error));
  const message = `Cannot ${doing} ${path}: ${why}${code === "" ? "" : ` (${code})`}${more}`;
  return new GemStoreError(code in FULL ? "store-full" : "store-failed", path, message, { cause: error });
}
