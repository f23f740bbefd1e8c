// The program, for `deno task hsms`; the npm package has one of its own.

import { runProcess } from "./main.ts";

await runProcess();
