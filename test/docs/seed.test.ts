import { existsSync, readFileSync } from "node:fs";
import { type Advice, seedSections } from "../../scripts/seedAdvice";

const advice = seedSections.flatMap(({ anchor, advice }) =>
  advice.map((one): [string, string, Advice] => [anchor, one.says, one]),
);

it("every heading of the page is there, in its order", () => {
  expect(seedSections.map(({ anchor }) => anchor)).toEqual([
    "prepare-to-back-up-azure-vms",
    "before-you-start",
    "prerequisites",
    "install-the-vm-agent",
    "establish-network-connectivity",
    "set-up-an-nsg-rule-to-allow-outbound-access-to-azure",
    "route-backup-traffic-through-a-proxy",
    "set-up-a-system-account-proxy",
    "allow-incoming-connections-on-the-proxy",
    "add-an-exception-rule-to-the-nsg",
    "allow-firewall-access-with-fqdn-tag",
    "create-a-vault",
    "set-up-storage-replication",
    "configure-backup",
    "next-steps",
  ]);
});

/** Titles of the tests and groups of a file: what a runner prints of `it`, `describe` and `it.each`. */
const titlesOf = (file: string): string[] =>
  [
    ...readFileSync(file, "utf8").matchAll(
      /(?<=\(\s*)(["`])((?:\\.|(?!\1).)+)\1,\s*(?:async )?(?:\(|inBothModes|function)/g,
    ),
  ].map(([, , title = ""]) => title);

it.each(advice)("%s: %s: code and tests are where we say", (_, __, one) => {
  const { code = [], tests = [], reason } = one;
  expect(code.filter((file) => !existsSync(file))).toEqual([]);
  for (const [file, name] of tests) {
    expect(name).not.toBe("");
    expect(titlesOf(`test/${file}.test.ts`).filter((title) => title.startsWith(name))).not.toEqual([]);
  }
  // What has no code or no test says why.
  expect(reason !== undefined || (code.length > 0 && tests.length > 0)).toBe(true);
});
