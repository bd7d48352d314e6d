// Loaded into the Node.js processes of the engine. To print a program's error, the SDK inspects it with
// colours. On a stack line such as `node_modules/@pulumi/resource.ts`, which its source maps produce, Node
// 20.20 then loops for some 15 seconds until a string is too long. Without colours it does not, and the
// messages are plain text.
import util = require("node:util");

const inspect = util.inspect as (value: unknown, ...options: unknown[]) => string;
const plain = (value: unknown, options?: unknown, ...rest: unknown[]) =>
  inspect(value, typeof options === "object" ? { ...options, colors: false } : options, ...rest);
Object.defineProperties(plain, Object.getOwnPropertyDescriptors(inspect));
Object.assign(util, { inspect: plain });
