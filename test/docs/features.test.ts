import { existsSync, readFileSync } from "node:fs";

const rows = readFileSync("docs/features.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| |"))
  .map((line) => line.split("|").map((cell) => cell.trim()));

it.each(rows.map(([, feature = "", ours = "", , , , , , test = ""]) => [feature, ours, test]))(
  "%s: a feature that the page claims has a test file",
  (_, ours, test) => {
    expect(["✔", "✘"]).toContain(ours);
    expect(test !== "").toBe(ours === "✔");
    if (test !== "") expect(existsSync(test as string)).toBe(true);
  },
);
