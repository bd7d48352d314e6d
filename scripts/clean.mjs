// What is packed is compiled from what is there: nothing of a file that was moved.
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

rmSync(join(dirname(fileURLToPath(import.meta.url)), "../dist"), { recursive: true, force: true });
