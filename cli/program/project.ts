import { stringify } from "yaml";
import { Failure, invalidOption } from "../failure";
import type { Files } from "./write";

export const defaultProjectName = "backup";

/** A subscription's id becomes the name of a folder and a value of the configuration. @throws Failure if it is no GUID. */
export function assertSubscription(id: string): void {
  if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id))
    throw new Failure(`${JSON.stringify(id)} is not the id of a subscription, which is a GUID.`);
}

/** @throws Failure if the name is not a valid project name. */
export function assertProjectName(name: string): void {
  if (!/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/.test(name))
    throw invalidOption(
      "--name",
      name,
      "2 to 32 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen",
    );
}

interface ProjectSettings {
  readonly name: string;
  readonly subscriptionId: string;
  readonly location: string;
}

/** The files of a TypeScript project with the files of a program, of which index.ts is the first. */
export const projectFiles = (settings: ProjectSettings, program: Files): Files => ({
  "Pulumi.yaml": toYaml({
    ...{ name: settings.name, runtime: "nodejs", main: "index.ts" },
    config: configOf(settings),
  }),
  "package.json": packageJson(settings.name),
  "tsconfig.json": tsconfig,
  ".gitignore": "node_modules/\n",
  ...program,
});

/** A value as YAML. Texts are in quotes, so that no reader takes one for a number, a date or a boolean. */
export const toYaml = (value: unknown): string =>
  stringify(value, {
    lineWidth: 0,
    defaultStringType: "QUOTE_DOUBLE",
    defaultKeyType: "PLAIN",
    aliasDuplicateObjects: false,
  });

/** The configuration that the program needs. */
export const configOf = ({ subscriptionId, location }: Omit<ProjectSettings, "name">): object => ({
  "azure-native:subscriptionId": { value: subscriptionId },
  "azure-native:location": { value: location },
});

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
