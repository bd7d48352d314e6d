import { existsSync, readdirSync } from "node:fs";
import { Failure, invalidOption } from "../failure";
import type { Plan } from "./plan";

export const defaultProjectName = "backup";

/** A subscription's id becomes the name of a folder and a value of the configuration. @throws Failure if it is no GUID. */
export function assertSubscription(id: string): void {
  if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id))
    throw new Failure(`${JSON.stringify(id)} is not the id of a subscription, which is a GUID.`);
}

/** @throws Failure if the folder is not empty or the name is not a valid project name. */
export function assertNewProject({ output, name }: { readonly output: string; readonly name: string }): void {
  if (!/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/.test(name))
    throw invalidOption(
      "--name",
      name,
      "2 to 32 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen",
    );
  if (existsSync(output) && readdirSync(output).length > 0)
    throw new Failure(`--output: the folder ${output} is not empty. Choose a new or empty folder.`);
}

type ProjectSettings = Pick<Plan, "name" | "subscriptionId" | "location">;

/** The files of a TypeScript project with a program. */
export const projectFiles = (
  settings: ProjectSettings,
  program: string,
): Readonly<Record<string, string>> => ({
  "Pulumi.yaml": `name: ${settings.name}\nruntime: nodejs\nmain: index.ts\n${config(settings)}`,
  "package.json": packageJson(settings.name),
  "tsconfig.json": tsconfig,
  ".gitignore": "node_modules/\n",
  "index.ts": program,
});

/** The configuration that the program needs, as lines of Pulumi.yaml. */
export const config = ({ subscriptionId, location }: Omit<ProjectSettings, "name">): string =>
  `config:\n  azure-native:subscriptionId:\n    value: ${JSON.stringify(subscriptionId)}\n  azure-native:location:\n    value: ${JSON.stringify(location)}\n`;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const packageJson = (name: string): string =>
  json({
    name,
    private: true,
    dependencies: {
      "@pulumi/azure-native": "^3.28.0",
      "@pulumi/pulumi": "^3.248.0",
      "azure-vm-backup": "^0.1.0",
    },
    devDependencies: { "@types/node": "^20", typescript: "^5" },
  });

const tsconfig: string = json({
  compilerOptions: {
    ...{ strict: true, target: "es2022", module: "node16", moduleResolution: "node16" },
    ...{ noEmit: true, skipLibCheck: true },
  },
  files: ["index.ts"],
});
