/** @jest-environment ./test/support/engineEnvironment.js */
import type { Stack } from "../../simulator/engine";
import { expectNoChange, policyPacks, stackOf, succeeded } from "../support/engine";

jest.setTimeout(120_000);

const levels = { "backup-egress-open": "advisory", "nsg-rule-outranked": "advisory" };

describe("network security groups that deny outbound traffic", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await stackOf("network");
  });
  afterAll(() => stack.remove());

  const run = async (command: "preview" | "up") => {
    const outcome = succeeded(await stack[command]({ policyPacks, policyConfig: levels }));
    const found = outcome.policyViolations
      .filter(({ policy, message }) => policy in levels && !message.includes("can't run"))
      .map(({ policy, urn }) => `${policy} ${urn?.split("::").at(-1)}`);
    return { ...outcome, found: found.sort() };
  };
  const denied = ["backup-egress-open behind", "backup-egress-open closed"];

  it("preview reports what it knows to be closed, and nothing that it does not know", async () => {
    const { found, policyViolations } = await run("preview");
    expect(found.filter((line) => !line.endsWith(" proxy"))).toEqual([
      ...denied,
      "nsg-rule-outranked behind",
    ]);
    const closed = policyViolations
      .find(({ policy, urn }) => policy === "backup-egress-open" && urn?.endsWith("::closed"))
      ?.message.replaceAll(/\s+/g, " ");
    expect(closed).toContain("denied by Deny_All at priority 1000 in group closed");
    expect(closed).toContain("with a priority below 1000 (999 is free)");
  });

  it("up reports the rest, and creates the seed's rules just before a deny at 1000, inline or separate", async () => {
    const { found, steps } = await run("up");
    expect(found).toEqual(expect.arrayContaining([...denied, "backup-egress-open unknownPort"]));
    expect(found).not.toEqual(expect.arrayContaining([expect.stringMatching(/ (open|separate|proxied)$/)]));
    const inputs = (name: string) =>
      steps.find((step) => step.name === name && step.type.endsWith(":SecurityRule"))?.inputs;
    const seed = { direction: "Outbound", access: "Allow", protocol: "Tcp", sourcePortRange: "*" };
    for (const name of ["open-inline", "open-separate"]) {
      expect(inputs(name)).toMatchObject({
        ...seed,
        priority: 999,
        sourceAddressPrefix: "VirtualNetwork",
        destinationAddressPrefix: "Storage.WestEurope",
        destinationPortRange: "8443",
      });
    }
    expect(inputs("allow-proxy")).toMatchObject({
      ...seed,
      priority: 200,
      sourceAddressPrefix: "10.0.5.5/32",
      destinationAddressPrefix: "Internet",
      destinationPortRanges: ["80", "443"],
    });
  });

  it("a second up changes nothing", async () => expectNoChange(await stack.up()));
});
