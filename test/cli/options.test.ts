// Options that every command has, and how subscriptions are chosen.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { allCommands } from "../../cli/commands";
import { exitCodeTable } from "../../cli/exitCodes";
import { applyCommonOptions } from "../../cli/notes";
import { packageVersion } from "../../cli/version";
import { openStore } from "../../simulator/azure/store";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { runCli } from "../support/cli";
import { makeEstate, subscriptionId } from "../support/estate";

const folder = mkdtempSync(join(tmpdir(), "options-"));
let arm: RestServer;
beforeAll(async () => {
  makeEstate({ folder, vms: 40, regions: ["westeurope"], subscriptions: 4 });
  const store = openStore(folder);
  const names = ["Bank prod", "Bank test", "Twice", "Twice"];
  for (const [i, name] of names.entries())
    store.put({
      ...{ id: `/subscriptions/${subscriptionId(i)}`, type: "Microsoft.Resources/subscriptions", name },
      properties: {
        managementGroupAncestorsChain: [{ name: i < 2 ? "bank" : "shop" }, { name: "root" }],
      },
    });
  arm = await serveArm({ folder, anyVm: true });
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => arm.setFaults([]));

const run = (...args: string[]) => runCli(args, { env: arm.env });
const idsOf = async (...args: string[]) => {
  const { stdout, stderr } = await run("assess", "--format", "json", ...args);
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout).subscriptions.map((one: { subscriptionId: string }) => one.subscriptionId);
};

it("--version prints the version of the package", async () => {
  expect(await run("--version")).toEqual({ code: 0, stdout: `${packageVersion}\n`, stderr: "" });
});

describe("the help", () => {
  const helpOf = (command: Command) => {
    let text = "";
    command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
    return text;
  };
  const names = allCommands().commands.map((command) => command.name());

  it.each(names)(
    "%s has examples that the command accepts, its exit codes, --quiet and --debug",
    async (name) => {
      const command = allCommands().commands.find((one) => one.name() === name) as Command;
      const help = helpOf(command);
      expect(help).toMatch(/--quiet[\s\S]*--debug/);
      for (const { when, commands } of exitCodeTable)
        expect(help.includes(when)).toBe(commands.includes(name));
      const examples = help.split("\n").filter((line) => line.startsWith("  $ npx azure-vm-backup "));
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        const words = example.replace(/ > .*/, "").trim().split(/\s+/).slice(3);
        const program = allCommands();
        let ran = "";
        for (const one of program.commands)
          one.exitOverride().action(() => {
            ran = one.name();
          });
        await program.parseAsync(
          words.map((word) => word.replaceAll("'", "")),
          { from: "user" },
        );
        expect(ran).toBe(name);
      }
    },
  );
});

describe("subscriptions", () => {
  it.each<[string, string[], number[]]>([
    ["by name, in any letter case", ["-s", "bank PROD"], [0]],
    ["by name and by id, each once", ["-s", "Bank prod", subscriptionId(1), subscriptionId(0)], [0, 1]],
    ["below a management group", ["--management-group", "BANK"], [0, 1]],
    ["below several groups, and one more", ["--management-group", "shop", "-s", "Bank test"], [1, 2, 3]],
  ])("%s", async (_, args, expected) => {
    expect((await idsOf(...args)).sort()).toEqual(expected.map(subscriptionId));
  });

  it.each<[string, string[], string]>([
    ["a name that no subscription has", ["-s", "Bank"], "accepts the id or the name of a subscription"],
    [
      "a name that two have",
      ["-s", "twice"],
      `--subscription "twice" is the name of 2 subscriptions. Use an id: ${subscriptionId(2)}, ${subscriptionId(3)}.`,
    ],
    [
      "a management group without one",
      ["--management-group", "none"],
      '"none" has no subscription that you can read',
    ],
    ["files and a subscription", ["--from", "rows.json", "-s", "Bank prod"], "cannot be used with option"],
  ])("%s: one line, exit 2", async (_, args, message) => {
    const { code, stdout, stderr } = await run("assess", ...args);
    expect([code, stdout, stderr]).toEqual([2, "", expect.stringContaining(message)]);
  });
});

describe("what goes to standard error", () => {
  const slow = () => [
    { request: /^POST .*ResourceGraph/, status: 429, headers: { "retry-after": "1" }, times: 1 },
  ];

  it("a wait that Azure asks for is reported, and not with --quiet", async () => {
    arm.setFaults(slow());
    expect((await run("assess", "--fail-on", "never")).stderr).toContain(
      "Azure throttles a request and asks to wait 1 s (429)\n",
    );
    arm.setFaults(slow());
    expect((await run("assess", "--fail-on", "never", "--quiet")).stderr).toBe("");
  });

  it("--quiet still writes the error", async () => {
    const { code, stderr } = await run("assess", "--quiet", "-s", "Bank");
    expect([code, stderr]).toEqual([2, expect.stringContaining("--subscription is")]);
  });

  it("--debug shows the requests, and no token, key or parameter of an address", async () => {
    const secret = { AZURE_CLIENT_SECRET: "client-secret-value" };
    const { code, stderr, stdout } = await runCli(
      ["assess", "--debug", "--fail-on", "never", "--format", "json", "-s", "Bank prod"],
      { env: { ...arm.env, ...secret } },
    );
    expect([code, JSON.parse(stdout).totals.vms]).toEqual([0, 10]);
    for (const line of stderr.trim().split("\n")) expect(line).toMatch(/^debug: /);
    expect(stderr).toMatch(
      /Request: .*providers\/Microsoft\.ResourceGraph\/resources\?api-version=2022-10-01/,
    );
    expect(stderr).toContain("Response status code: 200");
    // The token and the header of the simulated identity are in requests and answers.
    const { IDENTITY_HEADER = "" } = arm.env;
    expect(IDENTITY_HEADER).not.toBe("");
    for (const word of ["simulated-access-token", IDENTITY_HEADER, secret.AZURE_CLIENT_SECRET])
      expect(stderr).not.toContain(word);
  });

  it("a signature in an address is hidden too", async () => {
    const { createDefaultHttpClient, createPipelineFromOptions, createPipelineRequest } = await import(
      "@azure/core-rest-pipeline"
    );
    const written: string[] = [];
    const write = jest
      .spyOn(process.stderr, "write")
      .mockImplementation((text) => written.push(String(text)) > 0);
    await applyCommonOptions({ debug: true });
    const url = "https://127.0.0.1:9/staging/os.vhd?sv=2024&sig=signature-value&api-version=1";
    const request = createPipelineRequest({ url, headers: undefined });
    await createPipelineFromOptions({ retryOptions: { maxRetries: 0 } })
      .sendRequest(createDefaultHttpClient(), request)
      .catch(() => undefined);
    await applyCommonOptions({});
    write.mockRestore();
    expect(written.join("")).toContain("staging/os.vhd");
    expect(written.join("")).toContain("sig=REDACTED");
    expect(written.join("")).not.toContain("signature-value");
  });
});
