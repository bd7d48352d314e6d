import { type Exemption, exemptionMatches } from "../../src/core/exemptions";

const id = "/subscriptions/s/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/Web01";
const vm = { urn: id, name: "Web01", props: { tags: { Disposable: "yes" } } };
const matches = (match: Exemption["match"]) =>
  exemptionMatches({ policy: "p", match, reason: "", expires: "" }, vm);

it.each<[Exemption["match"], boolean]>([
  [{ urn: id.toLowerCase() }, true],
  [{ urn: `${id}x` }, false],
  [{ name: "web*" }, true],
  [{ name: "api*" }, false],
  [{ tag: "disposable" }, true],
  [{ tag: "DISPOSABLE=yes" }, true],
  [{ tag: "disposable=Yes" }, false],
])(
  "a resource in Azure is matched by %j without letter case, but for the values of tags: %s",
  (match, isFound) => {
    expect(matches(match)).toBe(isFound);
  },
);
