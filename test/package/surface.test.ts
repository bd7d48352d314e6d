import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publicSurface } from "../../scripts/surface";

jest.setTimeout(120_000);

it("the public surface is the golden file's: UPDATE_GOLDEN=1 writes it anew", () => {
  const path = join(__dirname, "surface.txt");
  const surface = `${publicSurface()}\n`;
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, surface);
  expect(surface).toBe(readFileSync(path, "utf8"));
});
