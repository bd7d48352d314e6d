/**
 * Whether a text matches a glob, in which `*` stands for any text and `?` for one character. It walks both once and
 * takes a star back at most once a letter, so no glob, however many stars it has, runs away.
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
