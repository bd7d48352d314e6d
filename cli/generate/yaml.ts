import { Document, isMap } from "yaml";
import { presets } from "../../src/backupPolicy/presets";
import { Failure } from "../failure";
import { logicalNames } from "../program/names";
import { configOf } from "../program/project";
import type { Files } from "../program/write";
import { doubtComments, headerComment } from "./comments";
import type { Plan } from "./plan";
import { entriesOf, existingVaultsOf, ruleArguments } from "./typescript";

const reference = (path: string): string => `$\{${path}}`;

/**
 * A value from outside: Pulumi YAML reads `$$` as a dollar sign, and `${` as the start of a reference. It calls a function for a key that
 * begins with `fn::`, and has no way to write such a key: https://github.com/pulumi/pulumi-yaml, v1.25.0, ast/expr.go.
 *
 * @throws Failure for such a key.
 */
function literal(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("$", "$$$$");
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [keyOf(name), literal(inner)]));
}

function keyOf(name: string): string {
  if (/^fn::/i.test(name))
    throw new Failure(
      `${JSON.stringify(name)} cannot be a key of a program in YAML, where it would call a function. Use --language typescript.`,
    );
  return name;
}

/** A project in YAML. */
export function yamlProject(plan: Plan): Files {
  const { name, location, vms, policies, existingVaults, securityGroups } = plan;
  const names = logicalNames(securityGroups);
  const backup = {
    resourceGroupName: reference("group.name"),
    policies: Object.fromEntries(policies.map((policy) => [policy.name, presets[policy.preset]])),
    ...(existingVaults.length > 0 && { existingVaults: literal(existingVaultsOf(plan)) }),
    vms: literal(entriesOf(vms)),
  };
  const document = new Document(
    {
      ...{ name, runtime: "yaml", config: configOf(plan) },
      resources: {
        group: { type: "azure-native:resources:ResourceGroup", properties: { location: literal(location) } },
        backup: { type: "azure-vm-backup:RegionalBackup", name, properties: backup },
        ...Object.fromEntries(
          securityGroups.map((group, i) => [
            `allowBackup${i + 1}`,
            {
              type: "azure-vm-backup:BackupServiceTagRules",
              name: `${names.get(group)}-backup`,
              properties: literal(ruleArguments(group)),
            },
          ]),
        ),
      },
      outputs: {
        vaultNames: reference("backup.vaultNames"),
        protectedItemIds: reference("backup.protectedItemIds"),
      },
    },
    { aliasDuplicateObjects: false },
  );
  document.commentBefore = linesOf([
    ...headerComment(plan),
    "Before the first preview, run `pulumi package add <folder of azure-vm-backup>` to add the components.",
  ]);
  const vmsNode = document.getIn(["resources", "backup", "properties", "vms"]);
  if (isMap(vmsNode)) vmsNode.comment = linesOf(doubtComments(plan));
  return {
    "Pulumi.yaml": document.toString({
      lineWidth: 0,
      // No reader takes a text in quotes for a number, a date or a boolean.
      ...{ defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" },
    }),
  };
}

const linesOf = (lines: readonly string[]): string => lines.map((line) => ` ${line}`).join("\n");
