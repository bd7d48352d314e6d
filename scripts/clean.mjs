// The package must not contain compiled output of source files that were moved or deleted.
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

rmSync(join(dirname(fileURLToPath(import.meta.url)), "../dist"), { recursive: true, force: true });
