/**
 * Whether a text matches a glob: `*` is any text, `?` is one character. It reads both once and extends a star at most once for each
 * letter, so the time stays quadratic whatever the number of stars.
 */
export function globMatches(glob: string, text: string): boolean {
  let [g, t] = [0, 0];
  let star = -1;
  let taken = 0;
  while (t < text.length) {
    if (glob[g] === "*") {
      star = g++;
      taken = t;
    } else if (glob[g] === "?" || (g < glob.length && glob[g] === text[t])) {
      g++;
      t++;
    } else if (star >= 0) {
      g = star + 1;
      t = ++taken;
    } else return false;
  }
  while (glob[g] === "*") g++;
  return g === glob.length;
}

/** The same in whatever letter case, as Azure compares names. */
export const globMatchesName = (glob: string, name: string): boolean =>
  globMatches(glob.toLowerCase(), name.toLowerCase());
