// Text from outside in programs and projects. generate.test.ts and adopt.long.test.ts have what they contain.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { load } from "js-yaml";
import ts from "typescript";
import type { AdoptedVault } from "../../cli/adopt/adopted";
import { adoptedProject } from "../../cli/adopt/program";
import type { Plan } from "../../cli/generate/plan";
import { policySuffixes, presetsBy } from "../../cli/generate/policies";
import { typescriptProject } from "../../cli/generate/typescript";
import { yamlProject } from "../../cli/generate/yaml";
import { logicalNames } from "../../cli/program/names";
import { comment, fieldsOf } from "../../cli/program/typescript";
import { writeProject } from "../../cli/program/write";

const folder = mkdtempSync(join(tmpdir(), "programs-"));
afterAll(() => rmSync(folder, { recursive: true }));

const any = fc.string({ unit: "binary", maxLength: 12 });
const name = fc.oneof(
  any,
  fc.constantFrom(
    "__proto__",
    "a\nb: 1",
    "*/ evil()",
    `\${group.id}`,
    "$$",
    "no",
    "1e3",
    "\u2028",
    "\u202e",
    "'\"`\\",
  ),
);

/** The program without its types and imports, run with what its imports and calls give. */
function run(program: string, context: object): unknown {
  const { outputText, diagnostics } = ts.transpileModule(program, {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  expect(diagnostics).toEqual([]);
  return runInNewContext(outputText, { exports: {}, ...context });
}

/** What a program passes to constructors: type, name and arguments. */
function created(files: Readonly<Record<string, string>>, file = "index.ts"): [string, string, unknown][] {
  const calls: [string, string, unknown][] = [];
  const modules = new Map<string, object>();
  const constructors = new Proxy(
    {},
    {
      get: (_, type: string) =>
        type === "presets"
          ? new Proxy({}, { get: (_, preset: string) => preset })
          : function (this: Record<string, string>, logical: string, args: unknown) {
              calls.push([type, logical, args]);
              for (const output of ["name", "resourceGroupName", "vaultName", "policyId"])
                this[output] = `${logical}.${output}`;
            },
    },
  );
  const load = (path: string): object => {
    const known = modules.get(path);
    if (known) return known;
    const exports = {};
    modules.set(path, exports);
    const require = (from: string) => (from.startsWith(".") ? load(`${from.slice(2)}.ts`) : constructors);
    run(files[path] ?? "", { exports, require });
    return exports;
  };
  load(file);
  return calls;
}

const argumentsOf = (calls: [string, string, unknown][], type: string): Record<string, unknown> =>
  (calls.find(([one]) => one === type)?.[2] ?? {}) as Record<string, unknown>;

/** What Pulumi YAML makes of the values of a program: `$$` is a dollar sign. */
const asPulumiReads = (value: unknown): unknown =>
  typeof value === "string"
    ? value.replaceAll("$$", () => "$")
    : typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, asPulumiReads(inner)]))
      : value;

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const group = { id: "g", name: "guard", resourceGroup: "bank", location: "westeurope", rules: [] };
const vm = { key: "bank/web", vmId: "id", location: "westeurope", vmName: "web", resourceGroupName: "bank" };
const existingVault = { id: "v", name: "safe", resourceGroup: "bank", location: "westeurope", items: 0 };
const plan: Plan = {
  ...{ name: "bank", subscriptionId: "s", location: "westeurope", vms: [{ ...vm, policy: "bank-nightly" }] },
  policies: [{ tag: "", name: "bank-nightly", preset: "dailyForAMonth" }],
  ...{ existingVaults: [], securityGroups: [], unsure: [], leftOut: [], filters: [] },
  assessedAt: "2026-11-30T06:00:00.000Z",
};

describe("any text", () => {
  it("is the same value in a program", () => {
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(name, fc.array(name), fc.array(fc.nat()))), (value) => {
        const program = `(${["{", ...fieldsOf(value, "  "), "}"].join("\n")})`;
        expect(JSON.stringify(run(program, {}))).toBe(JSON.stringify(value));
      }),
    );
  });

  it("stays in its comment", () => {
    fc.assert(
      fc.property(name, (text) => {
        expect(comment(text)).not.toMatch(/[\n\r\u0085\u2028\u2029\u202a-\u202e]/);
        expect(run(`// ${comment(text)}\n1`, {})).toBe(1);
      }),
    );
  });

  it("is the same in generated programs in TypeScript and YAML", () => {
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        const named = { ...vm, key: `${a}/${b}`, vmId: c, vmName: b, resourceGroupName: a, policy: "p" };
        const given: Plan = {
          ...plan,
          vms: [named],
          securityGroups: [{ ...group, name: a, resourceGroup: b, rules: [{ name: c }] }],
          leftOut: [{ key: a, why: b }],
          unsure: [{ key: b, why: c }],
          filters: [a],
        };
        const { key, ...rest } = named;
        const calls = created(typescriptProject(given));
        expect(plain(argumentsOf(calls, "RegionalBackup").vms)).toEqual(plain({ [key]: rest }));
        expect(plain(calls[2])).toEqual([
          ...["BackupServiceTagRules", `${a}-backup`],
          plain({
            ...{ resourceGroupName: b, networkSecurityGroupName: a, region: "westeurope" },
            existingRules: [{ name: c }],
          }),
        ]);
        const yaml = load(yamlProject(given)["Pulumi.yaml"] ?? "") as {
          resources: { backup: { properties: { vms: object } } };
        };
        const read = asPulumiReads(yaml.resources.backup.properties.vms) as object;
        expect(Object.keys(read)).toEqual([key]);
        expect(JSON.stringify(Object.values(read))).toBe(JSON.stringify([rest]));
      }),
    );
  });

  it.each(["fn::secret", "FN::readFile", "fn::invoke/web"])("%s is no key of a program in YAML", (key) => {
    const asVm = { ...plan, vms: [{ ...vm, key, policy: "p" }] };
    const asRegion = { ...plan, existingVaults: [{ ...existingVault, location: key }] };
    for (const given of [asVm, asRegion]) {
      expect(() => yamlProject(given)).toThrow(`${JSON.stringify(key)} cannot be a key`);
      expect(created(typescriptProject(given)).length).toBeGreaterThan(0);
    }
  });

  it("__proto__ is a key like any other", () => {
    const given = { ...plan, existingVaults: [{ ...existingVault, location: "__proto__" }] };
    const yaml = yamlProject(given)["Pulumi.yaml"] ?? "";
    expect(yaml).toMatch(/existingVaults:\n\s+__proto__:\n/);
    const { existingVaults } = argumentsOf(created(typescriptProject(given)), "RegionalBackup");
    expect(Object.keys(existingVaults as object)).toEqual(["__proto__"]);
  });

  it("is the same in adopted programs", () => {
    fc.assert(
      fc.property(name, name, name, fc.dictionary(name, name), (a, b, c, tags) => {
        const vault: AdoptedVault = {
          ...{ id: a, vaultName: a, resourceGroupName: b, payload: { location: c }, tags, leftOut: [c] },
          policies: [
            {
              ...{ id: "i", name: c, archive: undefined },
              settings: { schedule: { daily: { time: a } }, retention: {} },
            },
          ],
          vms: [{ key: `${a}/${b}`, vmId: c, vmName: b, resourceGroupName: a, policy: c }],
        };
        const calls = created(adoptedProject("bank", "s", [vault]));
        expect(calls.map(([type, logical]) => [type, logical])).toEqual([
          ["BackupVault", a],
          ["VmBackupPolicy", `${a}/${c}`],
          ["ProtectedVms", `${a}/vms`],
        ]);
        const own = Object.keys(tags).length > 0 ? { tags } : {};
        const { location, ...args } = argumentsOf(calls, "BackupVault");
        expect(JSON.stringify(args)).toBe(JSON.stringify({ resourceGroupName: b, vaultName: a, ...own }));
        expect(location ?? "").toBe(c);
      }),
    );
  });
});

describe("names", () => {
  it("are unique ignoring case, and a resource keeps its own name where it is enough", () => {
    const azureName = fc.stringMatching(/^[a-bA-B-]{1,3}$/);
    const resource = fc.record({ name: azureName, resourceGroup: azureName });
    const id = (one: { name: string; resourceGroup: string }) =>
      `${one.resourceGroup}/${one.name}`.toLowerCase();
    fc.assert(
      fc.property(fc.uniqueArray(resource, { selector: id }), (resources) => {
        const names = [...logicalNames(resources).values()].map((one) => one.toLowerCase());
        expect(new Set(names).size).toBe(resources.length);
      }),
    );
    const [only] = [{ name: "Safe", resourceGroup: "bank" }];
    expect([...logicalNames([only as never]).values()]).toEqual(["Safe"]);
  });

  it("of two vaults, their policies and items are never the same", () => {
    const vaultOf = (
      vaultName: string,
      resourceGroupName: string,
      policy: string,
      key: string,
    ): AdoptedVault => ({
      ...{ id: "", vaultName, resourceGroupName, payload: {}, tags: {}, leftOut: [] },
      policies: [{ id: "", name: policy, settings: { schedule: {}, retention: {} }, archive: undefined }],
      vms: [{ key, vmId: "", vmName: "", resourceGroupName: "", policy }],
    });
    const calls = created(
      adoptedProject("bank", "s", [
        ...[vaultOf("a", "g", "b-c", "b-c/d"), vaultOf("a-b", "g", "c", "c/d")],
        ...[vaultOf("Twin", "g", "p", "x/y"), vaultOf("twin", "h", "p", "x/z")],
      ]),
    );
    const names = calls.flatMap(([type, logical, args]) => [
      `${type} ${logical}`.toLowerCase(),
      ...Object.keys((args as { vms?: object }).vms ?? {}).map((vmKey) =>
        `item ${logical}-${vmKey}`.toLowerCase(),
      ),
    ]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("of policies come from their tags, differ if the tags do, and fit Azure", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(any, fc.stringMatching(/^[ab -]{1,3}$/), fc.string({ minLength: 200 }))),
        (tags) => {
          const values = tags.map((tag) => tag.trim().toLowerCase());
          const suffixes = policySuffixes(values);
          expect(new Set(suffixes.values()).size).toBe(new Set(values).size);
          for (const suffix of suffixes.values()) expect(suffix).toMatch(/^[a-z0-9][a-z0-9-]{0,70}$/);
        },
      ),
    );
    expect([...policySuffixes(["gold", "a b", "a-b", ""]).values()]).toEqual([
      "nightly",
      expect.stringMatching(/^a-b-[0-9a-f]{8}$/),
      "a-b",
      "gold",
    ]);
  });
});

it("no name decides how long backups are kept, only --policy", () => {
  expect(presetsBy([])("archive-hourly-long")).toBe("dailyForAMonth");
  const by = presetsBy(["azureDefaultPolicy", "Gold=grandfatherFatherSon"]);
  expect([by("gold"), by("silver"), by("")]).toEqual([
    ...["grandfatherFatherSon", "azureDefaultPolicy", "azureDefaultPolicy"],
  ]);
  for (const wrong of ["constructor", "gold=", "hourly"])
    expect(() => presetsBy([wrong])).toThrow(
      `--policy is "${wrong}"; this option accepts one of dailyForAMonth`,
    );
});

it("divides many VMs by region into files that together have the same map", () => {
  const vms = ["westeurope", "../../etc", "eastus"].flatMap((location) =>
    Array.from({ length: 50 }, (_, i) => ({ ...vm, key: `${location}/${i}`, location, policy: "p" })),
  );
  const files = typescriptProject({ ...plan, vms });
  const names = Object.keys(files).filter((file) => file.endsWith(".ts"));
  expect(names.sort()).toEqual(["eastus.ts", "index.ts", "region1.ts", "westeurope.ts"]);
  const { vms: all } = argumentsOf(created(files), "RegionalBackup");
  expect(Object.keys(all as object).sort()).toEqual(vms.map(({ key }) => key).sort());
});

describe("writeProject", () => {
  const contents = (at: string) =>
    Object.fromEntries(readdirSync(at).map((file) => [file, readFileSync(join(at, file), "utf8")]));
  const newFolder = () => mkdtempSync(join(folder, "out-"));

  it("replaces no file without force, and with force only its own", () => {
    const at = newFolder();
    writeFileSync(join(at, "index.ts"), "mine");
    writeFileSync(join(at, "other"), "mine");
    expect(() => writeProject(at, { "index.ts": "new" }, false)).toThrow("is not empty");
    expect(contents(at)).toEqual({ "index.ts": "mine", other: "mine" });
    writeProject(at, { "index.ts": "new" }, true);
    expect(contents(at)).toEqual({ "index.ts": "new", other: "mine" });
  });

  it.each(["../escaped.ts", "a/../../escaped.ts", "/etc/escaped.ts", "link.ts", "folder/file.ts"])(
    "writes nothing outside of the folder: %s",
    (path) => {
      const at = newFolder();
      const outside = newFolder();
      symlinkSync(join(outside, "target"), join(at, "link.ts"));
      symlinkSync(outside, join(at, "folder"));
      expect(() => writeProject(at, { [path]: "new" }, true)).toThrow(/is not a path in|is a link/);
      expect(readdirSync(outside)).toEqual([]);
      expect(readdirSync(at).sort()).toEqual(["folder", "link.ts"]);
    },
  );

  it("removes what a killed run left, and finishes its work", () => {
    const at = newFolder();
    mkdirSync(join(at, ".azure-vm-backup-4194303"));
    writeFileSync(join(at, ".azure-vm-backup-4194303", "index.ts"), "half");
    writeFileSync(join(at, ".azure-vm-backup-4194303", "Pulumi.yaml"), "whole");
    writeFileSync(join(at, "Pulumi.yaml"), "whole");
    writeFileSync(join(at, "index.ts.4194303.draft"), "ha");
    writeProject(at, { "index.ts": "new" }, false);
    expect(contents(at)).toEqual({ "index.ts": "new" });
  });
});
