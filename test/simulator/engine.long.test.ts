import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createStack, SECRET, type Stack, UNKNOWN } from "../../simulator/engine/index";

const scratch = mkdtempSync(join(tmpdir(), "avb-engine-test-"));
const scratchFile = (name: string, text: string) => {
  mkdirSync(dirname(join(scratch, name)), { recursive: true });
  writeFileSync(join(scratch, name), text);
  return join(scratch, name);
};
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const realEnv = process.env;
beforeEach(() => {
  process.env = { ...realEnv };
});
afterEach(() => {
  process.env = realEnv;
});

describe("a stack on the real engine", () => {
  let stack: Stack;
  afterEach(() => stack.remove());

  const provider = scratchFile(
    "linked/provider.js",
    `const { main } = require("@pulumi/pulumi/provider");
     const { readFileSync, writeFileSync, rmSync } = require("node:fs");
     const file = (id) => process.env.AZURE_SIMULATION_DIR + "/" + id;
     const fault = () => { try { return JSON.parse(readFileSync(process.env.AZURE_SIMULATION_FAULTS, "utf8")); } catch { return undefined; } };
     const write = (id, inputs) => { writeFileSync(file(id), JSON.stringify(inputs)); return { ...inputs, provisioningState: "Succeeded" }; };
     main({
       version: "3.28.0",
       check: async (urn, olds, news) => ({ inputs: news }),
       diff: async (id, urn, olds, news) => ({ changes: olds.location !== news.location }),
       create: async (urn, inputs) => {
         if (fault() === "crash") process.exit(7);
         if (fault() === "hang") await new Promise(() => setInterval(() => {}, 1000));
         const id = urn.split("::").at(-1);
         return { id, outs: write(id, inputs) };
       },
       update: async (id, urn, olds, news) => ({ outs: write(id, news) }),
       read: async (id, urn, props) => ({ id, props }),
       delete: async (id) => rmSync(file(id)),
     }, process.argv.slice(2));`,
  );
  symlinkSync(join(__dirname, "../../node_modules"), join(scratch, "linked/node_modules"));
  const program = scratchFile(
    "program/index.js",
    `const pulumi = require("@pulumi/pulumi");
     const { ResourceGroup } = require("@pulumi/azure-native/resources");
     const config = new pulumi.Config();
     const args = { resourceGroupName: "rg", location: config.require("location"), tags: config.getObject("tags") };
     const group = new ResourceGroup("group", args);
     exports.id = group.id;
     exports.location = group.location;
     exports.password = pulumi.secret("hush");
     exports.leaked = Object.keys(process.env).filter((name) => name.startsWith("ARM_"));`,
  );
  scratchFile("program/package.json", '{ "name": "program", "version": "1.0.0" }');

  test("preview, up, no change, change, refresh, destroy", async () => {
    process.env.ARM_CLIENT_SECRET = "of the user";
    stack = await createStack({ program, provider, config: { location: "westeurope", tags: { a: ["b"] } } });
    const preview = await stack.preview();
    expect(preview).toMatchObject({ ok: true, exitCode: 0, changes: { create: 2 }, diagnostics: [] });
    expect(preview.outputs).toEqual({ id: UNKNOWN, location: "westeurope", password: SECRET, leaked: [] });
    expect(readdirSync(stack.azureDir)).toEqual([]);

    let shown = "";
    const up = await stack.up({ onOutput: (text) => (shown += text) });
    expect(up).toMatchObject({
      ok: true,
      changes: { create: 2 },
      outputs: { id: "group", location: "westeurope" },
    });
    expect(up.steps.map(({ op, name }) => [op, name])).toEqual([
      ["create", "index-dev"],
      ["create", "group"],
    ]);
    expect(up.steps[1]?.inputs).toEqual({
      resourceGroupName: "rg",
      location: "westeurope",
      tags: { a: ["b"] },
    });
    expect(up.steps[1]?.outputs).toMatchObject({ provisioningState: "Succeeded" });
    expect(shown).toBe(up.log);
    expect(up.seconds).toBeGreaterThan(0.1);

    stack.setConfig({ location: "northeurope" });
    const change = await stack.up();
    expect(change).toMatchObject({ ok: true, changes: { same: 1, update: 1 } });
    expect(change.steps.find(({ op }) => op === "update")?.diffKeys).toEqual(["location"]);
    expect(await stack.up()).toMatchObject({ ok: true, changes: { same: 2 } });

    expect(await stack.refresh()).toMatchObject({ ok: true, changes: { same: 2 } });
    const { resources } = await stack.exportState();
    expect(resources?.at(-1)).toMatchObject({ id: "group", inputs: { location: "northeurope" } });
    expect(await stack.destroy()).toMatchObject({ ok: true, changes: { delete: 2 } });
    expect(readdirSync(stack.azureDir)).toEqual([]);
  }, 60_000);

  test("a provider that crashes or hangs and a program that fails are results, and the next up succeeds", async () => {
    stack = await createStack({ program, provider, config: { location: "westeurope" }, faults: "crash" });
    const crash = await stack.up();
    expect(crash).toMatchObject({ ok: false, changes: { create: 1 } });
    expect(crash.steps.find(({ name }) => name === "group")?.failed).toBe(true);
    expect(
      crash.diagnostics.some(({ severity, urn }) => severity === "error" && urn?.endsWith("::group")),
    ).toBe(true);

    stack.writeFaults("hang");
    const hang = await stack.up({ timeLimitSeconds: 2 });
    expect(hang.ok).toBe(false);
    expect(hang.diagnostics.at(-1)?.message).toBe("The Pulumi CLI was stopped after its time limit of 2 s.");
    expect(hang.seconds).toBeLessThan(12);

    stack.writeFaults(null);
    expect(await stack.up()).toMatchObject({ ok: true, changes: { same: 1, create: 1 } });

    stack.setConfig({ location: undefined });
    const broken = await stack.up();
    expect(broken).toMatchObject({ ok: false, exitCode: 1 });
    expect(broken.diagnostics.at(-1)?.message).toMatch(
      "Missing required configuration variable 'index:location'",
    );
    expect(broken.seconds).toBeLessThan(10);
  }, 60_000);

  test("a policy pack blocks and is configured, and a project folder in TypeScript is not changed", async () => {
    const packDir = dirname(
      scratchFile(
        "linked/pack/PulumiPolicy.yaml",
        "runtime: { name: nodejs, options: { typescript: false } }",
      ),
    );
    scratchFile("linked/pack/package.json", '{ "name": "pack", "version": "1.2.3" }');
    scratchFile(
      "linked/pack/index.js",
      `const { PolicyPack } = require("@pulumi/policy");
       const validateResource = ({ type, props, getConfig }, report) => {
         if (type === "pulumi:pulumi:Stack" || !type.endsWith("Group")) return;
         if (props.location === getConfig().forbidden) report("It is in " + props.location + ".");
       };
       const configSchema = { properties: { forbidden: { type: "string", default: "westeurope" } } };
       new PolicyPack("test-pack", { policies: [
         { name: "where", description: "Elsewhere.", severity: "high", enforcementLevel: "mandatory", configSchema, validateResource },
       ] });`,
    );
    const projectDir = dirname(scratchFile("linked/project/Pulumi.yaml", "name: typed\nruntime: nodejs\n"));
    scratchFile("linked/project/package.json", '{ "name": "typed", "version": "1.0.0", "main": "index.ts" }');
    scratchFile(
      "linked/project/index.ts",
      `import * as pulumi from "@pulumi/pulumi";
       const inputs: pulumi.Inputs = { location: new pulumi.Config().require("location"), };
       class Resource extends pulumi.CustomResource {}
       new Resource("azure-native:resources:ResourceGroup", "group", inputs, { version: "3.28.0" });
       export const twice: number = 2 * 21;`,
    );
    const before = readdirSync(projectDir);

    stack = await createStack({ projectDir, provider, config: { location: "westeurope" } });
    const env = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
    const blocked = await stack.up({ policyPacks: [packDir], env });
    expect(blocked).toMatchObject({ ok: false, diagnostics: [] });
    expect(blocked.policyViolations).toEqual([
      {
        policy: "where",
        pack: "test-pack",
        level: "mandatory",
        severity: "high",
        message: "Elsewhere.\nIt is in westeurope.",
        urn: "urn:pulumi:dev::typed::azure-native:resources:ResourceGroup::group",
      },
    ]);
    expect(readdirSync(stack.azureDir)).toEqual([]);

    const allowed = await stack.up({
      policyPacks: [packDir],
      policyConfig: { where: { forbidden: "mars" } },
      env,
    });
    expect(allowed).toMatchObject({ ok: true, policyViolations: [], outputs: { twice: 42 } });
    expect(readdirSync(projectDir)).toEqual(before);
  }, 60_000);
});
