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

/** The processor time of a run, in milliseconds: other processes do not count. */
function time(run: () => unknown): number {
  const { user } = process.cpuUsage();
  run();
  return (process.cpuUsage().user - user) / 1000;
}

/** How much longer 200 kB take than 25 kB, at best: 8 times if linear, 64 times if quadratic. Short times say nothing. */
function ratioOf(run: (text: string) => unknown, unit: string): number {
  const [short, long] = [hostile(unit, 25_000), hostile(unit, 200_000)];
  if (time(() => run(long)) < 60) return 1;
  const times = (text: string) => [1, 2, 3].map(() => time(() => run(text)));
  // The first run may have collected the garbage of others.
  const best = Math.min(...times(long));
  return best < 60 ? 1 : best / Math.max(1, ...times(short));
}

/** The texts for which a function takes more than linear time, with the ratio. */
export const slowTexts = (run: (text: string) => unknown) =>
  units.flatMap((unit) => {
    const ratio = ratioOf(run, unit);
    return ratio > 24 ? [`${JSON.stringify(unit)}: ${ratio.toFixed(1)}`] : [];
  });
