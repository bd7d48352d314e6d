import { run } from "../package/packed";

jest.setTimeout(5 * 60_000);

it("typedoc writes the API reference of all four entries without a warning", async () => {
  // A separate process, since typedoc is an ES module. typedoc.json treats a warning as an error. `npm run check` checks the types.
  const typedoc = "node_modules/typedoc/bin/typedoc";
  await run(process.execPath, [typedoc, "--emit", "none", "--skipErrorChecking"], process.cwd());
});
