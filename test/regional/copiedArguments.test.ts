import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";

/**
 * Pulumi's analyzer accepts neither Omit nor inheritance, so RegionalBackup's interfaces copy fields of other components' arguments.
 * If a test here fails, copy the field as the original has it, docstring included.
 */
const copies = [
  {
    copy: "RegionalVault",
    original: "BackupVaultArgs",
    // RegionalBackup sets these for each vault.
    notCopied: ["resourceGroupName", "vaultName", "location", "tags", "resourceGuardOperationRequests"],
    added: [],
    ownDocstrings: [],
  },
  {
    copy: "RegionalVm",
    original: "ProtectedVm",
    // RegionalBackup has the policies' names instead of their ids.
    notCopied: ["policyId"],
    added: ["location", "vault", "policy", "tags"],
    // ProtectedVms has one vault, in whose region the VM must be. RegionalBackup finds the vault by the VM's region.
    ownDocstrings: ["vmId"],
  },
  {
    copy: "RegionalPolicy",
    original: "VmBackupPolicyArgs",
    // RegionalBackup sets the vault, the name and onDestroy.
    notCopied: [
      ...["resourceGroupName", "vaultName", "policyName", "onDestroy"],
      ...["instantRestoreResourceGroup", "resourceGuardOperationRequests"],
    ],
    added: [],
    ownDocstrings: [],
  },
];

interface Field {
  readonly type: string | undefined;
  readonly isOptional: boolean;
  readonly docstring: string | undefined;
}

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(join("src", file), "utf8"));

/** The fields of an exported interface: type, optionality and docstring of each. */
function fieldsOf(name: string, without: readonly string[]): Record<string, Field> {
  const text = sources.find((source) => source.includes(`export interface ${name} {`)) ?? "";
  const file = ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest, true);
  const found = file.statements.find(
    (node): node is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(node) && node.name.text === name,
  );
  const fields = (found?.members ?? []).flatMap((member) =>
    ts.isPropertySignature(member) ? [[member.name.getText(), describeField(member)] as const] : [],
  );
  return Object.fromEntries(fields.filter(([field]) => !without.includes(field)));
}

function describeField(field: ts.PropertySignature): Field {
  const [docstring] = ts.getJSDocCommentsAndTags(field) as readonly ts.JSDoc[];
  return {
    type: field.type?.getText(),
    isOptional: field.questionToken !== undefined,
    docstring: ts.getTextOfJSDocComment(docstring?.comment)?.replace(/\s+/g, " "),
  };
}

it.each(copies)("$copy has the fields of $original, with the same docstrings", (row) => {
  const copied = fieldsOf(row.copy, row.added);
  const original = fieldsOf(row.original, row.notCopied);
  expect(Object.keys(copied).length).toBeGreaterThan(5);
  for (const field of row.ownDocstrings) {
    expect(copied[field]?.docstring).not.toBe(original[field]?.docstring);
    Object.assign(copied[field] ?? {}, { docstring: original[field]?.docstring });
  }
  expect(copied).toEqual(original);
});
