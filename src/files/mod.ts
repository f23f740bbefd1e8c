/**
 * What GEM keeps, in files of this machine, for Deno, Bun and Node: {@linkcode FileStore} has what survives power off,
 * {@linkcode FolderPrograms} process programs.
 *
 * @example
 * ```ts
 * import { FileStore, type GemStore } from "@secs/hsms/files";
 *
 * const store: GemStore = new FileStore("/var/lib/etcher/gem.store");
 * ```
 *
 * @module
 */
export { SecsError, type SecsErrorOptions } from "../core/base/mod.ts";
export { ProcessProgramError, type ProcessProgramErrorCode } from "../gem/programs/errors.ts";
export type { ProcessProgram } from "../gem/programs/program.ts";
export type { ProcessProgramStore, StoredProgram } from "../gem/programs/program_store.ts";
export { GemStoreError, type GemStoreErrorCode, type GemStoreErrorOptions } from "../gem/store/errors.ts";
export type { GemStoreLimits } from "../gem/store/limits.ts";
export type { GemStore, GemStoreChange } from "../gem/store/store.ts";
export { FileStore } from "./file_store.ts";
export type { FileStoreNotice, FileStoreOptions } from "./options.ts";
export type { ProgramDisk } from "./program_disk.ts";
export { FolderPrograms } from "./program_folder.ts";
