import { listOf } from "../../src/live/list";
import { AzureError, resending } from "../../src/live/request";

describe("listOf", () => {
  it("returns the entries of all pages", async () => {
    const pages: Record<string, unknown> = {
      first: { value: [1, 2], nextLink: "second" },
      second: { value: [], nextLink: "third" },
      third: { value: [3], nextLink: null },
    };
    expect(await listOf(async (link) => pages[link], "first")).toEqual([1, 2, 3]);
  });

  it.each([[undefined], [null], [{}], [{ value: null }], [{ value: {} }], ["text"], [{ error: {} }]])(
    "refuses the response %j, which is no empty list",
    async (response) => {
      await expect(listOf(async () => response, "first")).rejects.toThrow(
        new AzureError("Azure returned no list."),
      );
    },
  );

  it("refuses a later page without a list", async () => {
    const read = async (link: string) => (link === "first" ? { value: [1], nextLink: "second" } : {});
    await expect(listOf(read, "first")).rejects.toThrow("Azure returned no list.");
  });
});

describe("resending", () => {
  const failing = (errors: readonly Error[]) => {
    const left = [...errors];
    let sent = 0;
    const send = async () => {
      sent++;
      const error = left.shift();
      if (error !== undefined) throw error;
      return sent;
    };
    return { send, sent: () => sent };
  };
  const broken = [new SyntaxError("Unexpected end of JSON input"), new Error("socket hang up")];

  it("sends a request again whose response breaks off", async () => {
    expect(await resending(failing(broken).send)).toBe(3);
  });

  it("gives up after four times", async () => {
    const { send, sent } = failing([...broken, ...broken, ...broken]);
    await expect(resending(send)).rejects.toThrow("socket hang up");
    expect(sent()).toBe(4);
  });

  it.each([[new AzureError("Azure returned 500", 500)], [new TypeError("a fault of this program")]])(
    "does not repeat %s",
    async (error) => {
      const { send, sent } = failing([error]);
      await expect(resending(send)).rejects.toThrow(error);
      expect(sent()).toBe(1);
    },
  );
});
