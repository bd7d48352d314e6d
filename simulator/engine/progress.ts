/** What a person sees while the engine is being prepared. */
export interface Progress {
  /** A line that stays. */
  say(line: string): void;
  /** The state of a long step: replaces the last one on a terminal, else shows now and then. */
  update(line: string): void;
}

export const silent: Progress = { say: () => {}, update: () => {} };

/** Progress on a stream. Omitted: stderr, so that stdout stays free for results. */
export function progressOn(stream: NodeJS.WriteStream = process.stderr, everySeconds = 15): Progress {
  let lastUpdateMs = Date.now();
  let openLine = false;
  const closeLine = () => {
    if (openLine) stream.write("\n");
    openLine = false;
  };
  return {
    say(line) {
      closeLine();
      stream.write(`${line}\n`);
    },
    update(line) {
      if (stream.isTTY) {
        stream.write(`\r\x1b[2K${line.slice(0, (stream.columns || 80) - 1)}`);
        openLine = true;
      } else if (Date.now() - lastUpdateMs >= everySeconds * 1000) {
        lastUpdateMs = Date.now();
        stream.write(`${line}\n`);
      }
    },
  };
}
