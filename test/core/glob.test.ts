import { globMatches } from "../../src/core/glob";

it.each<[glob: string, text: string, matches: boolean]>([
  ["web", "web", true],
  ["web", "web1", false],
  ["web*", "web", true],
  ["*web*", "a\nweb\nb", true],
  ["w?b", "web", true],
  ["w?b", "wb", false],
  ["a.b", "axb", false],
  ["a+(b)[c]$", "a+(b)[c]$", true],
  ["**", "", true],
  ["", "", true],
  ["", "a", false],
])("%j and %j: %s", (glob, text, matches) => expect(globMatches(glob, text)).toBe(matches));
