/** @jest-environment ./test/support/engineEnvironment.js */
import type { Stack } from "../../simulator/engine";
import { env, policyPacks, stackOf } from "../support/engine";

jest.setTimeout(300_000);

let stack: Stack;
beforeAll(async () => {
  stack = await stackOf("leftOut");
});
afterAll(() => stack.remove());

const mandatory = [
  "vault-name: safe",
  "vm-agent-enabled: web",
  "vm-and-vault-same-region: item",
  "vm-data-disk-limit: web",
  "vm-needs-enhanced-policy: item",
  "vm-os-supported: web",
];
const exemptions = {
  list: ["vm-data-disk-limit", "vm-os-supported", "vm-is-protected"].map((policy) => ({
    ...{
      policy,
      match: { tag: "exempt=yes" },
      reason: "OPS-1412, until the migration",
      expires: "9999-12-31",
    },
  })),
};

async function preview(config: Record<string, unknown>) {
  stack.setConfig({ backupLocation: "northeurope", form: undefined, tags: undefined, ...config });
  const outcome = await stack.preview({ env, policyPacks, policyConfig: { exemptions } });
  const messages = outcome.policyViolations.map(({ message }) => message);
  const found = outcome.policyViolations
    .filter(({ level, message }) => level === "mandatory" && !/can't run/.test(message))
    .map(({ policy, urn }) => `${policy}: ${urn?.split("::").at(-1)}`)
    .sort();
  const notRun = messages
    .filter((message) => /can't run/.test(message))
    .map((one) => one.replace(/^.* value at /, ""));
  return { ok: outcome.ok, found, notRun: notRun.sort(), text: messages.join("\n") };
}

it("properties that the program leaves out hide no finding, and no policy fails to run because of one", async () => {
  expect(await preview({})).toMatchObject({ ok: false, found: mandatory, notRun: [] });
});

it("the location of a new resource group decides, and a tag exempts, secret or not", async () => {
  const found = mandatory.filter((line) => !/^vm-(data-disk|os)/.test(line));
  const plain = await preview({ backupLocation: "westeurope", tags: { exempt: "yes" } });
  const inOneRegion = found.filter((line) => !line.startsWith("vm-and-vault"));
  expect(plain).toMatchObject({ found: inOneRegion, notRun: [] });
  expect(plain.text).toMatch(/Exemption used: vm-os-supported .*CoreOS/);
  const secret = await preview({ form: "secret", tags: { exempt: "yes" } });
  expect(secret).toMatchObject({ found, notRun: [] });
  // The report on exemptions quotes what they cover.
  expect(secret.text).toMatch(/Exemption used: vm-os-supported .*\[secret\]/);
  expect(secret.text).not.toContain("CoreOS");
});

it("secret values are found and not shown", async () => {
  const { found, notRun, text } = await preview({ form: "secret", tags: { encryption: "luks-on-all" } });
  expect({ found, notRun }).toEqual({ found: [...mandatory, "vm-no-luks: web"].sort(), notRun: [] });
  expect(text).toContain("[secret]");
  expect(text).not.toMatch(/1-safe|CoreOS|luks-on-all|4dabf181/);
});

it("deferred values are said to be unknown where the whole stack is judged, and never called wrong", async () => {
  const { found, notRun } = await preview({ form: "deferred", tags: { exempt: "yes" } });
  expect(found).toEqual(mandatory.filter((line) => /^vm-(and|needs)/.test(line)));
  expect(notRun.map((line) => line.split(" ")[0])).toEqual([
    ".osProfile.allowExtensionOperations",
    ".storageProfile.imageReference.publisher",
    ".tags",
  ]);
});
