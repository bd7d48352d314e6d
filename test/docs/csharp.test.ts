/** No C# compiler is at hand: the pages' C# is read for its names, which the schema must have as C# writes them. */
import { componentOf, type Properties, typeOf } from "../../scripts/componentSchema";
import { blocksIn } from "./pages";

const pascalCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** What opens a structure, and what may be set in it; the braces of lists, maps and functions take anything. */
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

/** Names in a program that the schema does not have. */
function strangersIn(program: string): string[] {
  const code = program.replace(/^using .*$/gm, "");
  const open: (Properties | undefined)[] = [];
  const strangers: string[] = [];
  for (const { 0: token, index } of code.matchAll(/[{}]|\b[A-Z]\w* = |AzureVmBackup\.[A-Z]\w*\.\w+/g)) {
    if (token === "{") open.push(structureOpenedBy(code.slice(0, index)));
    else if (token === "}") open.pop();
    else if (token.endsWith(" = ")) {
      const known = Object.keys(open.at(-1) ?? {}).map(pascalCase);
      if (!known.includes(token.slice(0, -3))) strangers.push(token.slice(0, -3));
    } else {
      const [, type = "", member = ""] = token.split(".");
      const names = type === "Inputs" ? [member] : typeNamed(type).members?.map(({ name }) => name);
      if (!names?.includes(member)) strangers.push(token);
    }
  }
  expect(open).toEqual([]);
  return strangers;
}

it.each(blocksIn("csharp").map(({ page, code }) => [page, code]))(
  "%s: the C# has the schema's names",
  (_, code) => expect(strangersIn(code)).toEqual([]),
);

it("a name that the schema does not have is found", () => {
  const vault = (settings: string) => `new AzureVmBackup.BackupVault("vault", new()\n{\n${settings}\n});`;
  expect(strangersIn(vault('ResourceGroup = "backup",'))).toEqual(["ResourceGroup"]);
  const softDelete = "SoftDelete = new AzureVmBackup.Inputs.SoftDeleteArgs { Days = 30 },";
  expect(strangersIn(vault(softDelete))).toEqual(["Days"]);
  expect(strangersIn(vault("Lock = AzureVmBackup.VaultLock.Never,"))).toEqual([
    "AzureVmBackup.VaultLock.Never",
  ]);
});
