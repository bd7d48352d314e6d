import { read } from "../../scripts/docs";
import { picture } from "../../scripts/picture";

it("docs/picture.svg is what `npm run docs` draws of the quickstart", async () => {
  jest.spyOn(console, "warn").mockImplementation(); // The program warns of its zone's daylight saving.
  const drawn = await picture();
  expect(drawn).toBe(read("docs/picture.svg"));
  expect(drawn).toContain(">bank-backup-ledger<");
});
