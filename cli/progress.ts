import { isQuiet } from "./notes";

/** A progress line. A terminal overwrites it; other outputs get a new line every five seconds. */
export interface Progress {
  show(text: string): void;
  end(): void;
}

const pauseMs = 5000;

export function progressOn(stream: NodeJS.WriteStream): Progress {
  if (isQuiet()) return { show: () => undefined, end: () => undefined };
  let lastShown = Date.now();
  return {
    show(text) {
      if (stream.isTTY) stream.write(`\r\u001b[K${text}`);
      else if (Date.now() - lastShown > pauseMs) {
        lastShown = Date.now();
        stream.write(`${text}\n`);
      }
    },
    end() {
      if (stream.isTTY) stream.write("\r\u001b[K");
    },
  };
}
