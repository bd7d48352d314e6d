import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine/cache";

/** Gives a project its dependencies without an installation: links to this repository and its packages. */
export function installInto(project: string): void {
  mkdirSync(join(project, "node_modules"), { recursive: true });
  symlinkSync(repositoryDir, join(project, "node_modules/azure-vm-backup"));
  for (const name of ["@pulumi", "@types", "typescript"])
    symlinkSync(join(repositoryDir, "node_modules", name), join(project, "node_modules", name));
}
