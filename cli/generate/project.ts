import { existsSync, readdirSync } from "node:fs";
import { Failure } from "../failure";
import type { Plan } from "./plan";

/** @throws Failure for a folder that has something in it, and for a name that no project can have. */
export function refuseProject({ output, name }: { readonly output: string; readonly name: string }): void {
  if (!/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/.test(name))
    throw new Failure(
      `--name: got "${name}"; allowed: 2 to 32 lower-case letters, digits and hyphens, a letter first.`,
    );
  if (existsSync(output) && readdirSync(output).length > 0)
    throw new Failure(`--output: ${output} is not empty, and nothing in it is written over.`);
}

type Place = Pick<Plan, "name" | "subscriptionId" | "location">;

/** The files of a project in TypeScript around its program. */
export const projectAround = (place: Place, program: string): Readonly<Record<string, string>> => ({
  "Pulumi.yaml": `name: ${place.name}\nruntime: nodejs\nmain: index.ts\n${config(place)}`,
  "package.json": packageJson(place.name),
  "tsconfig.json": tsconfig,
  ".gitignore": "node_modules/\n",
  "index.ts": program,
});

/** The stack's configuration that a program needs, in the project. */
export const config = ({ subscriptionId, location }: Omit<Place, "name">): string =>
  `config:\n  azure-native:subscriptionId:\n    value: ${subscriptionId}\n  azure-native:location:\n    value: ${location}\n`;

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
