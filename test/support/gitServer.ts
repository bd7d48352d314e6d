/** A Git repository over HTTPS on this machine: Pulumi downloads a package from a repository with that protocol only, on its usual port. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createProxy, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";

export interface GitServer {
  /** The repository's address, as `pulumi package add` takes it. */
  readonly address: string;
  /** What lets Pulumi find the server, and trust its certificate. */
  readonly env: { readonly HTTPS_PROXY: string; readonly SSL_CERT_FILE: string };
  stop(): void;
}

/** Serves a bare repository. Protocol: https://git-scm.com/docs/http-protocol (2026-11-30). */
export async function serveGit(bare: string): Promise<GitServer> {
  const { private: key, cert } = await generate([{ name: "commonName", value: host }], {
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: host }] }],
  });
  const folder = mkdtempSync(join(tmpdir(), "git-server-"));
  const certificate = join(folder, "certificate.pem");
  writeFileSync(certificate, cert);
  const server = createServer({ key, cert }, (request, response) => {
    const isPost = request.method === "POST";
    const kind = isPost ? "result" : "advertisement";
    response.writeHead(200, { "content-type": `application/x-git-upload-pack-${kind}` });
    if (!isPost) response.write("001e# service=git-upload-pack\n0000");
    const pack = uploadPack(bare, isPost ? [] : ["--advertise-refs"], response);
    request.pipe(pack.stdin);
  });
  const port = await portOf(server);
  const proxy = createProxy();
  proxy.on("connect", ({ url = "" }, client, head) => {
    const [target, targetPort] = url.split(":");
    const onward = target === host ? connect(port, "127.0.0.1") : connect(Number(targetPort), target);
    onward.on("connect", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.write(head);
      onward.pipe(client).pipe(onward);
    });
    onward.on("error", () => client.destroy());
    client.on("error", () => onward.destroy());
  });
  return {
    address: `git://${host}/bank/azure-vm-backup`,
    env: { HTTPS_PROXY: `http://127.0.0.1:${await portOf(proxy)}`, SSL_CERT_FILE: certificate },
    stop: () => {
      proxy.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const host = "packages.test";

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function uploadPack(bare: string, options: readonly string[], response: ServerResponse) {
  const pack = spawn("git", ["upload-pack", "--stateless-rpc", ...options, bare]);
  pack.stdout.pipe(response);
  return pack;
}
