import fc from "fast-check";
import { wrapWords } from "../../cli/assess/formats/wrapWords";

it.each<[string, number, string[]]>([
  ["the network blocks it", 11, ["the network", "blocks it"]],
  ["a\nb", 10, ["a", "b"]],
  ["", 10, [""]],
  ["backup-policy-minimum-retention", 18, ["backup-policy-", "minimum-retention"]],
  ["see abcdefghijkl", 5, ["see", "abcde", "fghij", "kl"]],
  ["日本語の仮想", 6, ["日本語", "の仮想"]],
])("%j in %i columns", (text, columns, lines) => expect(wrapWords(text, columns)).toEqual(lines));

it("loses nothing but spaces, and no line of letters is too long", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme-ascii", maxLength: 200 }),
      fc.integer({ min: 2, max: 40 }),
      (text, columns) => {
        const lines = wrapWords(text, columns);
        expect(lines.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
      },
    ),
  );
});

it("a word that fits into a line is never broken", () => {
  const word = fc.string({ unit: fc.constantFrom(..."abc-_/."), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
      expect(wrapWords(words.join(" "), 12).flatMap((line) => line.split(" "))).toEqual(words);
    }),
  );
});
