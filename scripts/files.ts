// Finds the source files of the repository.

/** The files below `folder` that end in `ending`, sorted, with forward slashes; none if there is no such folder. */
export async function filesBelow(folder: string, ending: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory) found.push(...await filesBelow(path, ending));
      else if (entry.name.endsWith(ending)) found.push(path);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort();
}
