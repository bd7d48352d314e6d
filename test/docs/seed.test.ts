import { existsSync, readFileSync } from "node:fs";
import { type Advice, seedSections } from "../../scripts/seedAdvice";

const advice = seedSections.flatMap(({ anchor, advice }) =>
  advice.map((one): [string, string, Advice] => [anchor, one.says, one]),
);

it("has every heading of Microsoft's page, in its order", () => {
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

/** The titles of a file's tests and groups: those of `it`, `describe` and `it.each`. */
const titlesOf = (file: string): string[] =>
  [
    ...readFileSync(file, "utf8").matchAll(
      /(?<=\(\s*)(["`])((?:\\.|(?!\1).)+)\1,\s*(?:async )?(?:\(|inBothModes|function)/g,
    ),
  ].map(([, , title = ""]) => title);

it.each(advice)("%s: %s: the code and tests that the page names exist", (_, __, one) => {
  const { code = [], tests = [], reason } = one;
  expect(code.filter((file) => !existsSync(file))).toEqual([]);
  for (const [file, name] of tests) {
    expect(name).not.toBe("");
    expect(titlesOf(`test/${file}.test.ts`).filter((title) => title.startsWith(name))).not.toEqual([]);
  }
  // Advice without code or tests has a reason.
  expect(reason !== undefined || (code.length > 0 && tests.length > 0)).toBe(true);
});
