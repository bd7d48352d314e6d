import { invalidValueOf, statementOf } from "../../src/core/finding";
import { withoutSecretValues } from "../../src/core/secrets";

it.each([
  ["a value", invalidValueOf({ path: "size", actual: 1, accepted: "2" })],
  ["a note", statementOf("note", { path: "size", message: "Restore needs more." })],
])("the reason why %s is only advice does not repeat a secret", (_, finding) => {
  const found = { ...finding, rule: "aRule", conflict: "two pages disagree about hidden-name" };
  const [shown] = withoutSecretValues([found], [{ path: "tags.owner", value: "hidden-name" }]);
  expect(shown).toMatchObject({ path: "size", conflict: "[secret]" });
});
