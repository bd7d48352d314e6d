import { read } from "../../scripts/docs";
import { picture } from "../../scripts/picture";

it("docs/picture.svg is what `npm run docs` draws of the quickstart", async () => {
  const drawn = await picture();
  expect(drawn).toBe(read("docs/picture.svg"));
  expect(drawn).toContain(">bank-backup-ledger<");
});
