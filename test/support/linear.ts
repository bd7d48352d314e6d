/** Measures whether a function of a text takes linear time. */

/** Texts whose parts are the beginnings of what our patterns look for. The end prevents a match. */
const units = [
  ...["cryptsetup ", "cryptsetup -q ", "cryptsetup open,", "CreateAD", "luks", "echo ", "sudo ", " #", "- "],
  ...[
    "Extensions.Enabled ",
    "Extensions.Enabled = ",
    "proxy_host='",
    "proxy_host=''\n",
    "http_proxy=http://a",
  ],
  ...["/", "-", ".", "a", "A1", " ", "\n", "'", '["', "_id", "=", "*.", "win7-", "ws20", "ad-"],
  ...["/resourceGroups/", "/backupFabrics/", "/vaults/a", "https://a.", "1970-01-01T", "a,"],
];
const hostile = (unit: string, length: number) => `${unit.repeat(Math.ceil(length / unit.length))}\r!`;

/** The shortest of three runs, in milliseconds. */
function time(run: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

/** How much longer 200 kB take than 50 kB. Short times say nothing. */
function ratioOf(run: (text: string) => unknown, unit: string): number {
  const [short, long] = [hostile(unit, 50_000), hostile(unit, 200_000)];
  const first = performance.now();
  run(long);
  if (performance.now() - first < 40) return 1;
  return time(() => run(long)) / time(() => run(short));
}

/** The texts for which a function takes more than linear time, with the ratio. */
export const slowTexts = (run: (text: string) => unknown) =>
  units.flatMap((unit) => {
    const ratio = ratioOf(run, unit);
    return ratio > 9 ? [`${JSON.stringify(unit)}: ${ratio.toFixed(1)}`] : [];
  });
