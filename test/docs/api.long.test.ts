import { run } from "../package/packed";

jest.setTimeout(5 * 60_000);

it("the API reference of all four entries is written without a warning", async () => {
  // A process of its own: typedoc is an ES module. A warning is an error, says typedoc.json.
  const typedoc = "node_modules/typedoc/bin/typedoc";
  await run(process.execPath, [typedoc, "--emit", "none"], process.cwd());
});
