/** Contrast of text and background, by the WCAG's formula. It runs in the browser. */
export function contrasts(): { what: string; ratio: number }[] {
  const parse = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const light = (color: string) => {
    const [r = 0, g = 0, b = 0] = parse(color).map((part) => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element: Element): string => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (parse(backgroundColor)[3] !== 0) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const seen = [
    "body",
    "header p",
    ".card b",
    ".card span",
    "th",
    "td",
    "a",
    ".tag.protected",
    ".tag.stopped",
    ".tag.ready",
    ".tag.blocked",
    ".tag.unknown",
    ".tag.exempt",
  ];
  return seen.flatMap((selector) => {
    const element = document.querySelector(selector);
    if (element === null) return [];
    const [a, b] = [light(getComputedStyle(element).color), light(groundOf(element))];
    return [{ what: selector, ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) }];
  });
}
