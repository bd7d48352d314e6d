// How long a sign-in without credentials takes. The metadata service is one that knows no managed identity, as that of another cloud.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { credentialOf } from "../../src/live/client";
import { cloudOf } from "../../src/live/cloud";

let server: Server;
let requests = 0;
beforeAll(
  () =>
    new Promise<void>((ready) => {
      server = createServer((_, response) => {
        requests++;
        response.writeHead(404).end();
      }).listen(0, "127.0.0.1", ready);
    }),
);
afterAll(() => server.close());

it("a metadata service without an identity is asked twice if the sign-in may be tried again once", async () => {
  const { port } = server.address() as AddressInfo;
  for (const name of Object.keys(process.env))
    if (/^(AZURE|IDENTITY|MSI)_/.test(name)) delete process.env[name];
  // No tool of the user may sign in.
  process.env.PATH = "";
  process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST = `http://127.0.0.1:${port}`;
  const credential = await credentialOf(cloudOf("public"), { maxRetries: 1 });
  await expect(credential.getToken("https://management.azure.com/.default")).rejects.toThrow();
  expect(requests).toBe(2);
});
