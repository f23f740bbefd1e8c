/** What GEM keeps, in files of this machine, for Deno, Bun and Node. */
export { ProcessProgramError, type ProcessProgramErrorCode } from "../gem/programs/errors.ts";
export type { ProcessProgram } from "../gem/programs/program.ts";
export type { ProcessProgramStore, StoredProgram } from "../gem/programs/program_store.ts";
export type { ProgramDisk } from "./program_disk.ts";
export { FolderPrograms } from "./program_folder.ts";
