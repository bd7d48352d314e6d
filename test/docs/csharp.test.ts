/** Without a C# compiler: each name in the pages' C# must be in the schema, as C# spells it. */
import { componentOf, type Properties, typeOf } from "../../scripts/componentSchema";
import { blocksIn } from "./pages";

const pascalCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The properties of the structure that a brace opens. Undefined: a list, a map or a function, in which every name is valid. */
function structureOpenedBy(before: string): Properties | undefined {
  const [, component] = /new AzureVmBackup\.(\w+)\("[^"]+", new\(\)\s*$/.exec(before) ?? [];
  if (component !== undefined) return componentOf(component).inputs;
  const [, type] = /new AzureVmBackup\.Inputs\.(\w+)Args\s*$/.exec(before) ?? [];
  return type === undefined ? undefined : typeNamed(type).properties;
}

const typeNamed = (name: string) => {
  const found = typeOf({ $ref: `#/types/azure-vm-backup:index:${name}` });
  if (found === undefined) throw new Error(`The schema has no type ${name}`);
  return found;
};

/** Names in a program that are not in the schema. */
function unknownNamesIn(program: string): string[] {
  const code = program.replace(/^using .*$/gm, "");
  const open: (Properties | undefined)[] = [];
  const unknownNames: string[] = [];
  for (const { 0: token, index } of code.matchAll(/[{}]|\b[A-Z]\w* = |AzureVmBackup\.[A-Z]\w*\.\w+/g)) {
    if (token === "{") open.push(structureOpenedBy(code.slice(0, index)));
    else if (token === "}") open.pop();
    else if (token.endsWith(" = ")) {
      const known = Object.keys(open.at(-1) ?? {}).map(pascalCase);
      if (!known.includes(token.slice(0, -3))) unknownNames.push(token.slice(0, -3));
    } else {
      const [, type = "", member = ""] = token.split(".");
      const names = type === "Inputs" ? [member] : typeNamed(type).members?.map(({ name }) => name);
      if (!names?.includes(member)) unknownNames.push(token);
    }
  }
  expect(open).toEqual([]);
  return unknownNames;
}

it.each(blocksIn("csharp").map(({ page, code }) => [page, code]))(
  "%s: every name in the C# is in the schema",
  (_, code) => expect(unknownNamesIn(code)).toEqual([]),
);

it("finds a name that is not in the schema", () => {
  const vault = (settings: string) => `new AzureVmBackup.BackupVault("vault", new()\n{\n${settings}\n});`;
  expect(unknownNamesIn(vault('ResourceGroup = "backup",'))).toEqual(["ResourceGroup"]);
  const softDelete = "SoftDelete = new AzureVmBackup.Inputs.SoftDeleteArgs { Days = 30 },";
  expect(unknownNamesIn(vault(softDelete))).toEqual(["Days"]);
  expect(unknownNamesIn(vault("Lock = AzureVmBackup.VaultLock.Never,"))).toEqual([
    "AzureVmBackup.VaultLock.Never",
  ]);
});
