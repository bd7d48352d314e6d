// What repair makes of the answers of the Pulumi CLI. test/engine and adopt.long.test.ts run it on the real engine.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type PulumiResult, pulumiOn } from "../../cli/pulumi";
import { restoreProgramInputs } from "../../cli/repair/programInputs";
import { repair } from "../../cli/repair/repair";

const folder = mkdtempSync(join(tmpdir(), "repair-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const subscriptionId = "11111111-1111-1111-1111-111111111111";
const type = "azure-native:recoveryservices:Vault";
const urn = `urn:pulumi:dev::bank::${type}::safe`;
const id = `/subscriptions/${subscriptionId}/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/safe`;
const declared = { vaultName: "safe", resourceGroupName: "bank", location: "westeurope" };
const stateWith = (...resources: object[]) => JSON.stringify({ version: 3, deployment: { resources } });
const imported = { urn, type, id, custom: true, inputs: { ...declared, tags: {} }, outputs: declared };

const done = (stdout = ""): PulumiResult => ({ exitCode: 0, stdout, output: stdout });
const failed = (output: string): PulumiResult => ({ exitCode: 255, stdout: "", output });

/** A CLI whose stack lacks a vault. Its answers, by command; each command's calls take the next one, and the last again. */
function cli(answers: Record<string, PulumiResult[]>) {
  const calls: string[] = [];
  const pulumi = async (args: readonly string[]) => {
    const command = args.slice(0, args[0] === "stack" ? 2 : 1).join(" ");
    calls.push(command);
    const file = args[args.indexOf("--import-file") + 1] ?? "";
    if (args.includes("--import-file"))
      writeFileSync(file, JSON.stringify({ resources: [{ type, name: "safe" }] }));
    const list = answers[command] ?? [];
    return (list.length > 1 ? list.shift() : list[0]) ?? done();
  };
  return { calls, pulumi };
}
const preview = done(JSON.stringify({ steps: [{ op: "create", urn, newState: { inputs: declared } }] }));
const change = done(JSON.stringify({ steps: [{ op: "update", urn, newState: { inputs: declared } }] }));

async function run(answers: Record<string, PulumiResult[]>) {
  const lines: string[] = [];
  const { calls, pulumi } = cli(answers);
  const options = { pulumi, yes: true, subscriptionId, log: (line: string) => void lines.push(line) };
  const error = await repair(options).then(
    () => "",
    (reason: Error) => reason.message,
  );
  return { error, lines, calls };
}

const locked =
  "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end";
const notFound =
  'error: Status=404 Code="BMSUserErrorDataSourceObjectNotFound" Message="Item not found: vm1"';
it.each<[string, Record<string, PulumiResult[]>, string]>([
  [
    "a preview that fails",
    { preview: [failed("Diagnostics:\n  error: no login\n")], "stack export": [done(stateWith())] },
    "pulumi preview failed: no login",
  ],
  [
    "a locked stack",
    { preview: [preview], import: [failed(locked)], "stack export": [done(stateWith())] },
    "`pulumi cancel` removes the lock",
  ],
  [
    "a missing role",
    {
      preview: [preview],
      import: [failed("error: 403 AuthorizationFailed")],
      "stack export": [done(stateWith())],
    },
    "pulumi import failed: 403 AuthorizationFailed",
  ],
  [
    "a missing role beside a missing item",
    {
      preview: [preview],
      import: [failed(`error: Status=403 Code="AuthorizationFailed"\n  ${notFound}`)],
      "stack export": [done(stateWith())],
    },
    "pulumi import failed",
  ],
  [
    "a wrong passphrase",
    {
      preview: [failed("error: get stack secrets manager: incorrect passphrase")],
      "stack export": [done(stateWith())],
    },
    "incorrect passphrase. Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the passphrase of the stack.",
  ],
  [
    "a missing login",
    {
      "stack export": [
        failed("error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions"),
      ],
    },
    "CLI sessions. Set PULUMI_ACCESS_TOKEN, or run `pulumi login`.",
  ],
  [
    "a folder without a project",
    { "stack export": [failed("error: no Pulumi.yaml project file found (searching upwards from /srv)")] },
    "Run the command in the folder of the program.",
  ],
  [
    "a stack that does not exist",
    { "stack export": [failed("error: no stack named 'nope' found")] },
    "pulumi stack export failed: no stack named 'nope' found. `pulumi stack ls` shows the stacks. Choose one with --stack.",
  ],
  [
    "a CLI that is too old",
    { "stack export": [done(stateWith())], preview: [failed("error: unknown flag: --import-file")] },
    "Update the Pulumi CLI: https://www.pulumi.com/docs/install.",
  ],
  [
    "an export that fails",
    { preview: [preview], import: [done()], "stack export": [failed("error: no such stack")] },
    "no such stack",
  ],
])("%s is an error with Pulumi's own words", async (_, answers, message) => {
  const { error, lines } = await run(answers);
  expect(error).toContain(message);
  expect(lines.join()).not.toContain("Azure does not have");
});

it.each([
  ["the engine says that it does not exist", `error: resource '${id}' does not exist`],
  ["Azure answers 404", `  ${notFound}\n  error: update failed: step application failed: Status=404 Code=""`],
])("says that Azure does not have a resource if %s", async (_, output) => {
  const { error, lines } = await run({
    preview: [preview],
    import: [failed(output)],
    "stack export": [done(stateWith())],
    // The subscription of the default provider.
    config: [done(`${subscriptionId}\n`)],
  });
  expect(error).toBe("");
  expect(lines.at(-1)).toBe("Imported 0 of 1. Azure does not have the others, so pulumi up creates them.");
});

describe("the subscription in which it looks", () => {
  const [own, other] = [subscriptionId, "22222222-2222-2222-2222-222222222222"];
  const provider = "urn:pulumi:dev::bank::pulumi:providers:azure-native::own";
  const steps = [{ op: "create", urn, newState: { inputs: declared, provider: `${provider}::1` } }];
  const resourceIn = (id: string) => ({
    urn: "group",
    id: `/subscriptions/${id}/resourceGroups/g`,
    provider: `${provider}::1`,
  });
  const found = async (resources: object[], options: object, configured = "") => {
    const { pulumi } = cli({
      preview: [done(JSON.stringify({ steps }))],
      import: [failed("error: resource 'x' does not exist")],
      "stack export": [done(stateWith(...resources))],
      config: [done(configured)],
    });
    const lines: string[] = [];
    const error = await repair({
      ...{ pulumi, yes: true, log: (line: string) => void lines.push(line), ...options },
    }).then(
      () => "",
      (reason: Error) => reason.message,
    );
    const searched = /subscriptions\/([^/]+)/.exec(lines.join("\n"))?.[1];
    return { searched, last: error || lines.at(-1) };
  };
  const absent = "Imported 0 of 1. Azure does not have the others, so pulumi up creates them.";
  const notKnown = `Imported 0 of 1. Azure found none of the others in subscription ${other}. It is not known in which subscription pulumi up creates them.`;
  const lock = {
    urn: "lock",
    id: `/subscriptions/${other}/resourceGroups/g/providers/Microsoft.A/b/c/providers/Microsoft.Authorization/locks/l`,
    provider: `${provider}::1`,
  };
  const ofUser = (isCertain: boolean) => ({ ofUser: async () => ({ id: other, isCertain }) });

  it.each<[string, object[], object, string | undefined, string]>([
    ["that of the provider's resources", [resourceIn(own)], ofUser(true), own, absent],
    ["not that of a lock on a resource elsewhere", [lock, resourceIn(own)], {}, own, absent],
    ["the provider's own", [{ urn: provider, inputs: { subscriptionId: own } }, lock], {}, own, absent],
    ["that of ARM_SUBSCRIPTION_ID, for an empty stack", [], ofUser(true), other, absent],
    ["that of the Azure CLI, which the provider may not use", [], ofUser(false), other, notKnown],
    [
      "that of any resource, if nothing else is known",
      [{ ...resourceIn(other), provider: "p::1" }],
      {},
      other,
      notKnown,
    ],
    [
      "the chosen one, without a word about the program's",
      [resourceIn(own)],
      { subscriptionId: other },
      other,
      `Imported 0 of 1. Azure found none of the others in subscription ${other}. The program's provider uses ${own}, where repair did not look: run it without --subscription.`,
    ],
    ["not known", [], {}, undefined, "Add --subscription."],
    [
      "a text that is no id",
      [],
      { ofUser: async () => ({ id: "../x", isCertain: true }) },
      undefined,
      "Add --subscription.",
    ],
  ])("is %s", async (_, resources, options, searched, last) => {
    expect(await found(resources, options)).toEqual({ searched, last: expect.stringContaining(last) });
  });

  it("is not needed if nothing is missing", async () => {
    const pulumi = async (args: readonly string[]) =>
      done(args[0] === "preview" ? "{}" : args[1] === "export" ? stateWith() : "");
    expect(await repair({ pulumi, yes: true, log: () => undefined })).toBe(0);
  });
});

it("tells what becomes of the items that the program no longer declares, by the flag in the state", async () => {
  const item = "azure-native:recoveryservices:ProtectedItem";
  const leaving = (name: string, oldState: object) => ({
    ...{ op: "delete", urn: `urn:pulumi:dev::bank::azure-vm-backup:index:ProtectedVms$${item}::${name}` },
    oldState: { id: `/${name}`, ...oldState },
  });
  const component = { op: "delete", urn: "urn:pulumi:dev::bank::azure-vm-backup:index:ProtectedVms::backup" };
  const steps = [leaving("kept", { retainOnDelete: true }), component, leaving("gone", {})];
  const { lines } = await run({
    preview: [done(JSON.stringify({ steps }))],
    "stack export": [done(stateWith())],
  });
  expect(lines).toEqual([
    "The stack has 2 protected items that the next pulumi up removes from it:",
    "  kept  /kept",
    "    The VM stays protected in Azure, with its recovery points, and Pulumi no longer manages the backup.",
    "  gone  /gone",
    "    Azure stops the backup and deletes its recovery points. You can recover them during the vault's soft delete time. If the vault is deleted too, first bring it back: `npx azure-vm-backup adopt --undelete <vault>`.",
  ]);
});

const afterImport = {
  preview: [preview, change],
  import: [done()],
};

it("keeps the state of before in a file that only its owner reads, and changes only inputs", async () => {
  // The first round imports the vault; the second finds nothing more to create.
  const { pulumi } = cli({ ...afterImport, "stack export": [done(stateWith(imported))] });
  let written: unknown;
  const spy = async (args: readonly string[]) => {
    if (args[0] === "stack" && args[1] === "import")
      written = JSON.parse(readFileSync(args[3] ?? "", "utf8"));
    const result = await pulumi(args);
    // Nothing is missing any more.
    if (args.includes("--import-file") && result !== preview)
      writeFileSync(args[args.indexOf("--import-file") + 1] ?? "", JSON.stringify({}));
    return result;
  };
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  await repair({ pulumi: spy, yes: true, subscriptionId, log, keepIn: folder });
  expect(written).toEqual(JSON.parse(stateWith({ ...imported, inputs: declared })));
  const [kept] = readdirSync(folder).filter((name) => name.startsWith("pulumi-state-before-repair-"));
  expect(readFileSync(join(folder, kept ?? ""), "utf8")).toBe(stateWith(imported));
  expect(lines.join("\n")).toContain(kept);
});

it("settles a component that came back, and leaves to the next preview what the program changes in another", async () => {
  const componentUrn = (name: string) => `urn:pulumi:dev::bank::azure-vm-backup:index:ProtectedVms::${name}`;
  const inputs = (vms: object) => ({ vms });
  const resources = [
    { urn: componentUrn("back"), inputs: {} },
    { urn: componentUrn("changed"), inputs: inputs({ web: "bank/web", api: "bank/api" }) },
  ];
  const update = done(
    JSON.stringify({
      steps: resources.map(({ urn }) => ({
        op: "update",
        urn,
        newState: { inputs: inputs({ web: "bank/web" }) },
      })),
    }),
  );
  let written: { deployment: { resources: { inputs: object }[] } } | undefined;
  const { pulumi } = cli({ preview: [update], "stack export": [done(stateWith(...resources))] });
  const spy = async (args: readonly string[]) => {
    if (args[1] === "import") written = JSON.parse(readFileSync(args[3] ?? "", "utf8"));
    return pulumi(args);
  };
  expect(await restoreProgramInputs(spy, folder)).toMatchObject({ count: 1 });
  const after = written?.deployment.resources.map(({ inputs }) => inputs);
  expect(after).toEqual([inputs({ web: "bank/web" }), inputs({ web: "bank/web", api: "bank/api" })]);
});

describe("a run that was killed after its import", () => {
  const secret = "hunter2";
  const left = { ...imported, inputs: { ...declared, tags: { key: secret } } };
  const shown = {
    steps: [{ op: "same", urn, newState: { inputs: { ...declared, tags: { key: "[secret]" } } } }],
  };
  /** Nothing is missing, and the stack takes each state that is imported, encrypted. */
  const stackAfter = (resource: object, steps: object) => {
    let state = stateWith(resource);
    const written: string[] = [];
    const pulumi = async (args: readonly string[]) => {
      if (args[0] === "preview") return done(JSON.stringify(steps));
      if (args[1] === "import") {
        state = readFileSync(args[3] ?? "", "utf8").replaceAll(
          `"plaintext":"\\"${secret}\\""`,
          '"ciphertext":"v1:x"',
        );
        written.push(state);
      }
      return done(args[1] === "export" ? state : "");
    };
    return { pulumi, written };
  };
  const repaired = async (pulumi: ReturnType<typeof stackAfter>["pulumi"], yes: boolean) => {
    const lines: string[] = [];
    let report: object | undefined;
    const options = {
      log: (line: string) => void lines.push(line),
      onReport: (found: object) => {
        report = found;
      },
    };
    expect(await repair({ pulumi, yes, subscriptionId, keepIn: folder, ...options })).toBe(0);
    return { lines: lines.join("\n"), report };
  };

  it("the next one encrypts the secrets that it left in plain text, and says so", async () => {
    const { pulumi, written } = stackAfter(left, shown);
    const dry = await repaired(pulumi, false);
    expect([dry.lines, written]).toEqual([expect.stringContaining("With --yes it is completed"), []]);
    const { lines, report } = await repaired(pulumi, true);
    expect(written.map((state) => state.includes(secret))).toEqual([false]);
    expect([lines, report]).toEqual([
      "Encrypted the secrets that an import read as plain text.",
      expect.objectContaining({ encryptedSecrets: true, missing: [] }),
    ]);
    expect(await repaired(pulumi, true)).toMatchObject({ lines: "", report: { encryptedSecrets: false } });
  });

  it("the next one gives the imported resources the program's inputs", async () => {
    const { pulumi, written } = stackAfter(imported, JSON.parse(change.stdout));
    const { lines, report } = await repaired(pulumi, true);
    expect(written).toEqual([stateWith({ ...imported, inputs: declared })]);
    expect([lines, report]).toEqual([
      expect.stringContaining("The state of before is in"),
      expect.objectContaining({ restoredInputs: 1 }),
    ]);
  });
});

it("drops what an interrupted replacement left in the stack, only with --yes, and tells the components of it", async () => {
  const item = "azure-native:recoveryservices:ProtectedItem";
  const pending = { urn: `urn:pulumi:dev::bank::${item}::web`, type: item, id, pendingReplacement: true };
  const other = { urn: "urn:pulumi:dev::bank::a:b:C::other", type: "a:b:C", id, pendingReplacement: true };
  const calls: string[] = [];
  const environments: unknown[] = [];
  const { pulumi } = cli({
    preview: [failed("error: stop")],
    "stack export": [done(stateWith(pending, other))],
  });
  const spy: typeof pulumi = async (args) => {
    calls.push(args.slice(0, 3).join(" "));
    return pulumi(args);
  };
  const withEnv = async (args: readonly string[], env?: object) => {
    environments.push(env);
    return spy(args);
  };
  const lines: string[] = [];
  const options = { pulumi: withEnv, subscriptionId, log: (line: string) => void lines.push(line) };
  await repair({ ...options, yes: false }).catch(() => {});
  expect(calls.filter((call) => call.startsWith("state delete"))).toEqual([]);
  expect(lines[0]).toBe("The replacement of 1 resource was interrupted:");
  await repair({ ...options, yes: true }).catch(() => {});
  expect(calls.filter((call) => call.startsWith("state delete"))).toEqual([`state delete ${pending.urn}`]);
  expect(environments).toContainEqual({ AZURE_VM_BACKUP_REPAIR: "1" });
});

it("reads every character of the CLI's output, however the pipe cuts it", async () => {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  // 65,535 letters, so that the next character lies across the end of a pipe's buffer.
  const text = `${"a".repeat(65_535)}\u00e9\u{1F600}`;
  writeFileSync(join(bin, "text"), text);
  writeFileSync(join(bin, "pulumi"), `#!/bin/sh\ncat "${join(bin, "text")}"\n`);
  chmodSync(join(bin, "pulumi"), 0o755);
  const path = process.env.PATH;
  process.env.PATH = `${bin}:${path}`;
  const { stdout } = await pulumiOn(undefined)(["version"]);
  process.env.PATH = path;
  expect(stdout).toBe(text);
});

it("removes the folders of runs that were killed, and of no other", async () => {
  const gone = join(tmpdir(), "azure-vm-backup-repair-4194303-x");
  const alive = join(tmpdir(), `azure-vm-backup-repair-${process.pid}-x`);
  for (const name of [gone, alive]) mkdirSync(name, { recursive: true });
  await run({ preview: [failed("error: x")] });
  expect([existsSync(gone), existsSync(alive)]).toEqual([false, true]);
  rmSync(alive, { recursive: true });
});

it("leaves every byte of the state as it is, but for the inputs that it replaces", async () => {
  const value = fc.oneof(
    fc.string({ unit: "binary" }).map((text) => JSON.stringify(text)),
    fc.constantFrom(
      "12345678901234567890",
      "1.0",
      "1e400",
      "-0",
      "null",
      '{"__proto__": {"a": 1}}',
      "[ ]",
      '["inputs"]',
    ),
    fc.constant(
      `{"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:x"}`,
    ),
  );
  const others = fc.array(fc.tuple(fc.constantFrom("inputs", "outputs", "a", "\u00e9\u{1F600}"), value), {
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(others, value, async (fields, extra) => {
      const other = fields.map(([name, text], i) => `"${name}${i}" :${text}`).join(" , ");
      const state = (inputs: string) =>
        `{"version": 3,\n "deployment": { "x": ${extra}, "resources": [ {"urn": "other", "inputs": {"y": ${extra}}}, {${JSON.stringify(imported).slice(1, -1).replace(JSON.stringify(imported.inputs), inputs)}, "z": {${other}} } ] } }\n`;
      const before = state(JSON.stringify(imported.inputs));
      const { pulumi } = cli({ "stack export": [done(before)], preview: [change] });
      let written = "";
      const spy = async (args: readonly string[]) => {
        if (args[1] === "import") written = readFileSync(args[3] ?? "", "utf8");
        return pulumi(args);
      };
      await restoreProgramInputs(spy, folder);
      expect(written).toBe(state(JSON.stringify(declared)));
    }),
    { numRuns: 50 },
  );
});

it("a folder for temporary files or for the state of before that cannot be written: one line, and the stack is not changed", async () => {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = join(folder, "absent");
  const { error, calls } = await run({ preview: [preview] });
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  expect([error, calls]).toEqual([
    `Cannot create a temporary folder in ${join(folder, "absent")}: no such file or directory (ENOENT). Set TMPDIR to a folder where you may write.`,
    [],
  ]);

  const { calls: made, pulumi } = cli({ "stack export": [done(stateWith(imported))], preview: [change] });
  await expect(restoreProgramInputs(pulumi, join(folder, "none"))).rejects.toThrow(
    /^Cannot write .*pulumi-state-before-repair-.*\.json: no such file or directory \(ENOENT\)\.$/,
  );
  expect(made).not.toContain("stack import");
});
