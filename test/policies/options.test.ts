/** policies/options.ts is generated for the old compiler of policy packs: its names are those of the requirements, and editors show its help. */
import { readFileSync } from "node:fs";
import * as ts from "typescript";
import type { PolicyName } from "../../policies/options";
import { type RequirementName, requirements } from "../../src/requirements";

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;

it("has the names that the compiler infers from the requirements", () => {
  const isSame: Same<PolicyName, RequirementName> = true;
  expect(isSame).toBe(true);
});

it("shows help for every option and every setting", () => {
  const file = ts.createSourceFile(
    "options.ts",
    readFileSync("policies/options.ts", "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  const help = new Map<string, string>();
  const visit = (node: ts.Node, owner: string): void => {
    let name = owner;
    if (ts.isPropertySignature(node) && node.name) {
      name = [owner, node.name.getText().replaceAll('"', "")].filter(Boolean).join(".");
      help.set(
        name,
        ts
          .getJSDocCommentsAndTags(node)
          .map((doc) => String(doc.comment))
          .join(),
      );
    }
    ts.forEachChild(node, (child) => visit(child, name));
  };
  visit(file, "");
  expect([...help].filter(([, text]) => text === "").map(([name]) => name)).toEqual([]);
  for (const { name, settings = {} } of requirements)
    for (const [setting, { schema }] of Object.entries(settings))
      expect(help.get(`${name}.${setting}`)).toContain(schema.description as string);
});
