/** The bytes of a file or of standard input as text, in pieces. */
import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { createGunzip } from "node:zlib";
import { Failure } from "../failure";
import { reasonOf } from "../files";

/** Name of standard input among files. */
export const stdinName = "-";

/** How a file is named in messages. */
export const fileTitle = (path: string): string => (path === stdinName ? "Standard input" : path);

/** @throws Failure if the file cannot be read. */
export async function* textOfFile(path: string): AsyncGenerator<string> {
  let decoder: Decoder | undefined;
  try {
    for await (const chunk of await unzipped(bytesOf(path))) {
      decoder ??= newDecoder(encodingOf(chunk));
      yield decoder.decode(chunk);
    }
    if (decoder) yield decoder.end();
  } catch (error) {
    throw new Failure(`Cannot read ${fileTitle(path) || '""'}: ${reasonOf(error)}`);
  }
}

interface Decoder {
  decode(chunk: Buffer): string;
  end(): string;
}

/** Node.js decodes UTF-8 in a third of the time of TextDecoder, which also knows the byte order of UTF-16. */
function newDecoder(encoding: string): Decoder {
  if (encoding === "utf-8") {
    const decoder = new StringDecoder("utf8");
    let isStart = true;
    return {
      decode(chunk) {
        const text = decoder.write(chunk);
        const isMarked = isStart && text.startsWith("\uFEFF");
        isStart &&= text === "";
        return isMarked ? text.slice(1) : text;
      },
      end: () => decoder.end(),
    };
  }
  const decoder = new TextDecoder(encoding);
  return { decode: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() };
}

/** Sixteen times the default, so that a large file is read in few steps. */
const chunkBytes = 1 << 20;

const bytesOf = (path: string): Readable =>
  path === stdinName ? process.stdin : createReadStream(path, { highWaterMark: chunkBytes });

/** Unpacks what gzip packed, which its first two bytes show. */
async function unzipped(bytes: Readable): Promise<AsyncIterable<Buffer>> {
  const chunks = bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  const all = async function* () {
    for (let next = first; !next.done; next = await chunks.next()) yield next.value;
  };
  if (first.done || first.value[0] !== 0x1f || first.value[1] !== 0x8b) return all();
  const gunzip = createGunzip();
  const { pipeline } = await import("node:stream");
  pipeline(all, gunzip, () => undefined);
  return gunzip as AsyncIterable<Buffer>;
}

/** By the byte-order mark or, without one, by the zero bytes that UTF-16 has beside each letter of JSON. PowerShell writes UTF-16. */
function encodingOf(start: Buffer): string {
  const [first, second] = start;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return "utf-16be";
  return "utf-8";
}
