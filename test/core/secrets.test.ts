import { invalidValueOf, statementOf } from "../../src/core/finding";
import { withoutSecretValues } from "../../src/core/secrets";
import { secretTextsElsewhere } from "../../src/core/secretTexts";

it.each([
  ["a value", invalidValueOf({ path: "size", actual: 1, accepted: "2" })],
  ["a note", statementOf("note", { path: "size", message: "Restore needs more." })],
])("the reason why %s is only advice does not repeat a secret", (_, finding) => {
  const found = { ...finding, rule: "aRule", conflict: "two pages disagree about hidden-name" };
  const [shown] = withoutSecretValues([found], [{ path: "tags.owner", value: "hidden-name" }]);
  expect(shown).toMatchObject({ path: "size", conflict: "[secret]" });
});

it("a finding of the policy pack repeats no part of a secret id, be it its own or that of another resource", () => {
  const value = "/subscriptions/5/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/ledger";
  const finding = statementOf("missing", { path: "name", message: "No item exists for Ledger in BANK" });
  const own = withoutSecretValues([finding], [{ path: "id", value }]);
  const elsewhere = withoutSecretValues([finding], [], secretTextsElsewhere([value]));
  expect([own, elsewhere]).toMatchObject([[{ message: "[secret]" }], [{ message: "[secret]" }]]);
});
