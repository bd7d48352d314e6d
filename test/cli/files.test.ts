import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { oneLine, printable } from "../../cli/failure";
import { writeAtomically } from "../../cli/files";

const folder = mkdtempSync(join(tmpdir(), "files-"));
const file = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

it("follows a link, also to a file that does not exist yet", () => {
  writeFileSync(file("target"), "old");
  symlinkSync("target", file("link"));
  symlinkSync("later", file("dangling"));
  writeAtomically(file("link"), ["new"]);
  writeAtomically(file("dangling"), ["first"]);
  expect([readFileSync(file("target"), "utf8"), readFileSync(file("later"), "utf8")]).toEqual([
    "new",
    "first",
  ]);
});

it("keeps the permissions of a file that exists", () => {
  writeFileSync(file("script"), "");
  chmodSync(file("script"), 0o750);
  writeAtomically(file("script"), ["x"]);
  expect(statSync(file("script")).mode & 0o777).toBe(0o750);
});

it("refuses a folder and what is no regular file, and leaves no draft", () => {
  execFileSync("mkfifo", [file("pipe")]);
  expect(() => writeAtomically(folder, ["x"])).toThrow("it is a folder");
  expect(() => writeAtomically(file("pipe"), ["x"])).toThrow("it is not a regular file");
  expect(existsSync(file("pipe"))).toBe(true);
  expect(readdirSync(folder).filter((name) => name.endsWith(".draft"))).toEqual([]);
});

it("a text from outside cannot control the terminal", () => {
  expect(printable("web\u001b[31m\u0007\u009b")).toBe("web\uFFFD[31m\uFFFD\uFFFD");
  expect(oneLine(new Error("a\u001b[2Jb\nc"))).toBe("a\uFFFD[2Jb");
});

it("only an error of the sign-in says so, and it keeps Azure's reason", () => {
  expect(oneLine(new Error("Cannot read Authentication.json: ENOENT"))).toBe(
    "Cannot read Authentication.json: ENOENT",
  );
  const error = Object.assign(new Error("AADSTS700082: The refresh token has expired."), {
    name: "AuthenticationError",
  });
  expect(oneLine(error)).toMatch(
    /^Not signed in to Azure: run az login.*\(AADSTS700082: The refresh token has expired\.\)$/,
  );
});
