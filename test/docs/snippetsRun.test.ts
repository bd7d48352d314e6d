import * as pulumi from "@pulumi/pulumi";
import { azureMocks } from "../../simulator/testing/mocks";
import * as library from "../../src";
import { config, vmId } from "./config";
import { run, snippets } from "./snippets";
import { PolicyPack } from "./surroundings";

// A zone with daylight saving time is reported, which is no error of a page.
jest.spyOn(console, "warn").mockImplementation(() => {});
jest.spyOn(console, "log").mockImplementation(() => {});

const registered: string[] = [];
const mocks = azureMocks();
pulumi.runtime.setMocks(
  {
    ...mocks,
    newResource: (args) => {
      registered.push(args.type);
      return args.type === "pulumi:pulumi:StackReference" ? otherStack(args.name) : mocks.newResource(args);
    },
  },
  "docs",
  "dev",
);
pulumi.runtime.setAllConfig(
  Object.fromEntries(Object.entries(config).map(([name, value]) => [`docs:${name}`, value])),
);

/** Outputs of another stack that a block reads: ids of VMs. */
let outputNames: readonly string[] = [];
const otherStack = (name: string) => ({
  id: name,
  state: {
    name,
    outputs: Object.fromEntries(outputNames.map((output) => [output, vmId(output)])),
    secretOutputNames: [],
  },
});

const modules = {
  "azure-vm-backup": { ...library, discoverVms: discovered },
  "@pulumi/policy": { PolicyPack },
  // The mocks are set above: a block that sets its own would hide what it registers.
  "@pulumi/pulumi": { ...pulumi, runtime: { ...pulumi.runtime, setMocks: () => {} } },
};

/** What discoverVms would find in Azure. */
async function discovered(): Promise<library.DiscoveredVms> {
  const names = { resourceGroupName: "bank", vmName: "ledger" };
  return { "bank/ledger": { ...names, vmId: config.ledgerId as string, location: "westeurope", tags: {} } };
}

/** All blocks but those of the policies' pages, which only show exemptions. */
const programs = snippets().filter(({ page }) => !page.startsWith("docs/policies/"));

it.each(programs.map((snippet) => [`${snippet.page}:${snippet.line}`, snippet] as const))(
  "%s runs, and registers its components",
  async (_, snippet) => {
    registered.length = 0;
    outputNames = [...snippet.code.matchAll(/Output\("(\w+)"\)/g)].map(([, output = ""]) => output);
    await run(snippet, modules);
    for (let turn = 0; turn < 40; turn++) await new Promise((done) => setImmediate(done));
    const made = [...snippet.code.matchAll(/\bnew (\w+)\(/g)].map(([, name = ""]) => name);
    const ours = made.filter((name) => name in library).map((name) => `azure-vm-backup:index:${name}`);
    expect(registered).toEqual(expect.arrayContaining(ours));
    // A component whose deferred arguments are refused has no child.
    if (ours.length > 0) expect(registered.some((type) => type.startsWith("azure-native:"))).toBe(true);
  },
);
