import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Recipe } from "@alphacut/engine";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseAllowList } from "../../http/guarded-fetch/allow-list.ts";
import { picture } from "../../testing/pictures.ts";
import { talk } from "../../testing/raw-http.ts";
import { listen, type TestServer } from "../../testing/test-server.ts";

/**
 * Requests byte by byte as clients of remove.bg's API send them: recorded from those that run here (curl, Python's requests,
 * Chromium), taken from their own recordings (Ruby) or written down from the source of their HTTP libraries. Lines end as the
 * wire wants it; `{photo}` are the bytes of a JPEG, `{base64}` is its text, `{escaped}` that text in a URL-encoded form,
 * `{address}` where it can be fetched, `{length}` the length of the body.
 */
const requests: Record<string, { sent: string; recipe?: Partial<Recipe> }> = {
  "Ruby gem, a file, which asks for a ZIP by itself": {
    sent: `POST /v1.0/removebg HTTP/1.1
User-Agent: remove-bg-ruby-2.2.1
X-Api-Key: good
Content-Type: multipart/form-data; boundary=-----------RubyMultipartPost-e0914442889e170c50608c131387f329
Content-Length: {length}
Accept-Encoding: gzip;q=1.0,deflate;q=0.6,identity;q=0.3
Accept: */*
Connection: close
Host: 127.0.0.1

-------------RubyMultipartPost-e0914442889e170c50608c131387f329
Content-Disposition: form-data; name="format"

zip
-------------RubyMultipartPost-e0914442889e170c50608c131387f329
Content-Disposition: form-data; name="size"

auto
-------------RubyMultipartPost-e0914442889e170c50608c131387f329
Content-Disposition: form-data; name="image_file"; filename="photo.jpg"
Content-Length: 41193
Content-Type: image/jpeg
Content-Transfer-Encoding: binary

{photo}
-------------RubyMultipartPost-e0914442889e170c50608c131387f329--
`,
    recipe: { format: "jpeg", output: "color-and-alpha", resize: { maxPixels: 25e6 } },
  },
  "Ruby gem, an address": {
    sent: `POST /v1.0/removebg HTTP/1.1
User-Agent: remove-bg-ruby-2.2.1
X-Api-Key: good
Content-Type: application/x-www-form-urlencoded
Accept-Encoding: gzip;q=1.0,deflate;q=0.6,identity;q=0.3
Accept: */*
Connection: close
Host: 127.0.0.1
Content-Length: {length}

image_url={address}&size=auto`,
    recipe: { format: "png", resize: { maxPixels: 10e6 } },
  },
  "PyPI removebg, a file, with all that it fills in": {
    sent: `POST /v1.0/removebg HTTP/1.1
Host: 127.0.0.1
User-Agent: python-requests/2.34.2
Accept-Encoding: gzip, deflate
Accept: */*
Connection: close
X-Api-Key: good
Content-Length: {length}
Content-Type: multipart/form-data; boundary=c1062fd80ad1579718cfe20f7e2e65ea

--c1062fd80ad1579718cfe20f7e2e65ea
Content-Disposition: form-data; name="size"

regular
--c1062fd80ad1579718cfe20f7e2e65ea
Content-Disposition: form-data; name="type"

auto
--c1062fd80ad1579718cfe20f7e2e65ea
Content-Disposition: form-data; name="type_level"

none
--c1062fd80ad1579718cfe20f7e2e65ea
Content-Disposition: form-data; name="format"

auto
--c1062fd80ad1579718cfe20f7e2e65ea
Content-Disposition: form-data; name="roi"

0 0 100% 100%
--c1062fd80ad1579718cfe20f7e2e65ea
Content-Disposition: form-data; name="crop"

false
--c1062fd80ad1579718cfe20f7e2e65ea
Content-Disposition: form-data; name="scale"

original
--c1062fd80ad1579718cfe20f7e2e65ea
Content-Disposition: form-data; name="position"

original
--c1062fd80ad1579718cfe20f7e2e65ea
Content-Disposition: form-data; name="channels"

rgba
--c1062fd80ad1579718cfe20f7e2e65ea
Content-Disposition: form-data; name="add_shadow"

false
--c1062fd80ad1579718cfe20f7e2e65ea
Content-Disposition: form-data; name="semitransparency"

true
--c1062fd80ad1579718cfe20f7e2e65ea
Content-Disposition: form-data; name="image_file"; filename="Gemälde.jpg"

{photo}
--c1062fd80ad1579718cfe20f7e2e65ea--
`,
    recipe: { format: "png", resize: { maxPixels: 250_000 } },
  },
  "PyPI removebg, base64": {
    sent: `POST /v1.0/removebg HTTP/1.1
Host: 127.0.0.1
User-Agent: python-requests/2.34.2
Accept-Encoding: gzip, deflate
Accept: */*
Connection: close
X-Api-Key: good
Content-Length: {length}
Content-Type: application/x-www-form-urlencoded

size=regular&type=auto&type_level=none&format=jpg&roi=0+0+100%25+100%25&crop=true&crop_margin=10%25&bg_color=%23ff8c00&image_file_b64={escaped}`,
    recipe: { format: "jpeg", cropToSubject: expect.anything(), background: expect.anything() },
  },
  "Python's requests, bytes without a name of their own": {
    sent: `POST /v1.0/removebg HTTP/1.1
Host: 127.0.0.1
User-Agent: python-requests/2.34.2
Accept: */*
Connection: close
X-Api-Key: good
Content-Length: {length}
Content-Type: multipart/form-data; boundary=4a7f39ebb94921a03cf53a5746b0878a

--4a7f39ebb94921a03cf53a5746b0878a
Content-Disposition: form-data; name="size"

auto
--4a7f39ebb94921a03cf53a5746b0878a
Content-Disposition: form-data; name="image_file"; filename="image_file"

{photo}
--4a7f39ebb94921a03cf53a5746b0878a--
`,
  },
  "the Go command line, which asks for a ZIP by itself and sends its file first": {
    sent: `POST /v1.0/removebg HTTP/1.1
Host: 127.0.0.1
User-Agent: remove-bg-go-1.6.0
Content-Length: {length}
Content-Type: multipart/form-data; boundary=5e1a2a84dbf5e1e0be0ba1e8be1be2d3b6e1a2ab7bb6a9a3c4d5a6c7d8e9
X-Api-Key: good
Accept-Encoding: gzip
Connection: close

--5e1a2a84dbf5e1e0be0ba1e8be1be2d3b6e1a2ab7bb6a9a3c4d5a6c7d8e9
Content-Disposition: form-data; name="image_file"; filename="my \\"best\\" photo.jpg"
Content-Type: application/octet-stream

{photo}
--5e1a2a84dbf5e1e0be0ba1e8be1be2d3b6e1a2ab7bb6a9a3c4d5a6c7d8e9
Content-Disposition: form-data; name="bg_image_file"; filename="beach.jpg"
Content-Type: application/octet-stream

{photo}
--5e1a2a84dbf5e1e0be0ba1e8be1be2d3b6e1a2ab7bb6a9a3c4d5a6c7d8e9
Content-Disposition: form-data; name="format"

jpg
--5e1a2a84dbf5e1e0be0ba1e8be1be2d3b6e1a2ab7bb6a9a3c4d5a6c7d8e9
Content-Disposition: form-data; name="type"

auto
--5e1a2a84dbf5e1e0be0ba1e8be1be2d3b6e1a2ab7bb6a9a3c4d5a6c7d8e9--
`,
    recipe: { format: "jpeg", background: expect.objectContaining({ kind: "picture" }) },
  },
  "the browser demo: an empty address and a key among the fields": {
    sent: `POST /v1.0/removebg HTTP/1.1
Host: 127.0.0.1
Connection: close
Content-Length: {length}
Accept: application/json
X-API-Key: good
Content-Type: multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW
Origin: https://shop.example
Sec-Fetch-Mode: cors
Accept-Encoding: gzip, deflate, br, zstd
Accept-Language: de-DE,de;q=0.9

------WebKitFormBoundary7MA4YWxkTrZu0gW
Content-Disposition: form-data; name="api_key"

good
------WebKitFormBoundary7MA4YWxkTrZu0gW
Content-Disposition: form-data; name="image_url"


------WebKitFormBoundary7MA4YWxkTrZu0gW
Content-Disposition: form-data; name="image_file"; filename="Photo &quot;1&quot; %22.jpg"
Content-Type: image/jpeg

{photo}
------WebKitFormBoundary7MA4YWxkTrZu0gW
Content-Disposition: form-data; name="size"

regular
------WebKitFormBoundary7MA4YWxkTrZu0gW--
`,
    recipe: { format: "png", resize: { maxPixels: 250_000 } },
  },
  "the browser demo: an address and no file": {
    sent: `POST /v1.0/removebg HTTP/1.1
Host: 127.0.0.1
Connection: close
Content-Length: {length}
Accept: application/json
X-API-Key: good
Content-Type: multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW
Origin: https://shop.example

------WebKitFormBoundary7MA4YWxkTrZu0gW
Content-Disposition: form-data; name="image_url"

data:image/jpeg;base64,{base64}
------WebKitFormBoundary7MA4YWxkTrZu0gW
Content-Disposition: form-data; name="image_file"; filename=""
Content-Type: application/octet-stream


------WebKitFormBoundary7MA4YWxkTrZu0gW
Content-Disposition: form-data; name="size"

regular
------WebKitFormBoundary7MA4YWxkTrZu0gW--
`,
  },
  "a page that sends the blob of a canvas": {
    sent: `POST /v1.0/removebg HTTP/1.1
Host: 127.0.0.1
Connection: close
Content-Length: {length}
Accept: */*
X-Api-Key: good
Content-Type: multipart/form-data; boundary=----geckoformboundary3f6d9c8a1b2e4f50
Origin: null

------geckoformboundary3f6d9c8a1b2e4f50
Content-Disposition: form-data; name="image_file"; filename="blob"
Content-Type: image/jpeg

{photo}
------geckoformboundary3f6d9c8a1b2e4f50--
`,
  },
  "curl -F": {
    sent: `POST /v1.0/removebg HTTP/1.1
Host: 127.0.0.1
User-Agent: curl/7.88.1
Accept: */*
X-API-Key: good
Content-Length: {length}
Content-Type: multipart/form-data; boundary=------------------------fe3df696c332849e
Connection: close

--------------------------fe3df696c332849e
Content-Disposition: form-data; name="image_file"; filename="photo.jpg"
Content-Type: image/jpeg

{photo}
--------------------------fe3df696c332849e
Content-Disposition: form-data; name="size"

auto
--------------------------fe3df696c332849e--
`,
  },
  "curl -F of a large file, which waits for the server's leave": {
    sent: `POST /v1.0/removebg HTTP/1.1
Host: 127.0.0.1
User-Agent: curl/7.88.1
Accept: */*
X-API-Key: good
Content-Length: {length}
Content-Type: multipart/form-data; boundary=------------------------2e4519dfe7e3978d
Connection: close
Expect: 100-continue

--------------------------2e4519dfe7e3978d
Content-Disposition: form-data; name="image_file"; filename="photo.jpg"
Content-Type: image/jpeg

{photo}
--------------------------2e4519dfe7e3978d--
`,
  },
  "curl -d": {
    sent: `POST /v1.0/removebg HTTP/1.1
Host: 127.0.0.1
User-Agent: curl/7.88.1
Accept: */*
X-API-Key: good
Content-Length: {length}
Content-Type: application/x-www-form-urlencoded
Connection: close

image_url={address}&size=auto`,
  },
  "PHP's Guzzle": {
    sent: `POST /v1.0/removebg HTTP/1.1
Content-Length: {length}
User-Agent: GuzzleHttp/7
Content-Type: multipart/form-data; boundary=0b9d1c9a3ad8a3f0a4b7c7c0a7b5c5b8e3a2f1d0
Host: 127.0.0.1
X-Api-Key: good
Connection: close

--0b9d1c9a3ad8a3f0a4b7c7c0a7b5c5b8e3a2f1d0
Content-Disposition: form-data; name="image_file"; filename="photo.jpg"
Content-Length: 41193
Content-Type: image/jpeg

{photo}
--0b9d1c9a3ad8a3f0a4b7c7c0a7b5c5b8e3a2f1d0
Content-Disposition: form-data; name="size"
Content-Length: 4

auto
--0b9d1c9a3ad8a3f0a4b7c7c0a7b5c5b8e3a2f1d0--
`,
  },
  ".NET's HttpClient, which quotes the boundary and no names": {
    sent: `POST /v1.0/removebg HTTP/1.1
Host: 127.0.0.1
X-Api-Key: good
Connection: close
Content-Type: multipart/form-data; boundary="8d2f8f6e-6f7c-4f0e-9f44-9c5ed1f0a1b2"
Content-Length: {length}

--8d2f8f6e-6f7c-4f0e-9f44-9c5ed1f0a1b2
Content-Disposition: form-data; name=image_file; filename=photo.jpg; filename*=utf-8''photo.jpg

{photo}
--8d2f8f6e-6f7c-4f0e-9f44-9c5ed1f0a1b2
Content-Type: text/plain; charset=utf-8
Content-Disposition: form-data; name=size

medium
--8d2f8f6e-6f7c-4f0e-9f44-9c5ed1f0a1b2--
`,
    recipe: { format: "png", resize: { maxPixels: 1.5e6 } },
  },
  "Java's Apache HttpClient": {
    sent: `POST /v1.0/removebg HTTP/1.1
X-Api-Key: good
Content-Length: {length}
Content-Type: multipart/form-data; boundary=rUvKX9sL4q1QnT0xY3bE7aZ2cD5fG8hJ; charset=ISO-8859-1
Host: 127.0.0.1
Connection: close
User-Agent: Apache-HttpClient/4.5.13 (Java/17.0.9)
Accept-Encoding: gzip,deflate

--rUvKX9sL4q1QnT0xY3bE7aZ2cD5fG8hJ
Content-Disposition: form-data; name="image_file"; filename="photo.jpg"
Content-Type: application/octet-stream
Content-Transfer-Encoding: binary

{photo}
--rUvKX9sL4q1QnT0xY3bE7aZ2cD5fG8hJ
Content-Disposition: form-data; name="size"
Content-Type: text/plain; charset=ISO-8859-1
Content-Transfer-Encoding: 8bit

medium
--rUvKX9sL4q1QnT0xY3bE7aZ2cD5fG8hJ--
`,
    recipe: { format: "png", resize: { maxPixels: 1.5e6 } },
  },
  "Node's axios with form-data, in chunks": {
    sent: `POST /v1.0/removebg HTTP/1.1
Accept: application/json, text/plain, */*
Content-Type: multipart/form-data; boundary=--------------------------515890814546601021194782
X-Api-Key: good
User-Agent: axios/0.21.1
Host: 127.0.0.1
Connection: close
Transfer-Encoding: chunked

----------------------------515890814546601021194782
Content-Disposition: form-data; name="size"

auto
----------------------------515890814546601021194782
Content-Disposition: form-data; name="image_file"; filename="photo.jpg"
Content-Type: image/jpeg

{photo}
----------------------------515890814546601021194782--
`,
  },
  Postman: {
    sent: `POST /v1.0/removebg HTTP/1.1
X-Api-Key: good
User-Agent: PostmanRuntime/7.39.0
Accept: */*
Cache-Control: no-cache
Postman-Token: 3c1c8ad2-4c2f-4ab8-9c3a-2f3d4b5a6c7d
Host: 127.0.0.1
Accept-Encoding: gzip, deflate, br
Connection: close
Content-Type: multipart/form-data; boundary=--------------------------190364578812965463482371
Content-Length: {length}

----------------------------190364578812965463482371
Content-Disposition: form-data; name="image_file"; filename="/C:/Users/me/photo.jpg"
Content-Type: image/jpeg

{photo}
----------------------------190364578812965463482371
Content-Disposition: form-data; name="bg_color"


----------------------------190364578812965463482371--
`,
  },
  "an app that writes its form by hand and gives the file no name": {
    sent: `POST /v1.0/removebg HTTP/1.1
Host: 127.0.0.1
X-Api-Key: good
Connection: close
Content-Type: multipart/form-data; boundary=Boundary-1F0A2B3C-4D5E-6F70-8192-A3B4C5D6E7F8
Content-Length: {length}

--Boundary-1F0A2B3C-4D5E-6F70-8192-A3B4C5D6E7F8
Content-Disposition: form-data; name="image_file"
Content-Type: image/jpeg

{photo}
--Boundary-1F0A2B3C-4D5E-6F70-8192-A3B4C5D6E7F8--
`,
  },
  "an automation step that sends JSON": {
    sent: `POST /v1.0/removebg HTTP/1.1
Host: 127.0.0.1
Authorization: Bearer good
Connection: close
Content-Type: application/json; charset=utf-8
Content-Length: {length}

{"image_file_b64":"data:image/jpeg;base64,{base64}","size":"auto","crop":true,"crop_margin":"5%","bg_color":null,"bg_image_url":"","roi":"0% 0% 100% 100%","shadow_opacity":60}`,
    recipe: { format: "png", cropToSubject: expect.anything() },
  },
};

let server: TestServer;
let shop: Server;
let photo: Buffer;
let address: string;

beforeAll(async () => {
  photo = await picture("jpeg");
  shop = createServer((_request, response) => response.end(photo)).listen(0, "127.0.0.1");
  await once(shop, "listening");
  address = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/a b.jpg`;
  server = await listen({}, { fetchAllow: parseAllowList("127.0.0.1")! });
});
afterAll(async () => {
  shop.close();
  await server.close();
});
beforeEach(() => server.reset());

/** The bytes of a request, in the pieces in which they are sent. */
function wireOf(sent: string): { head: Buffer; body: Buffer; awaitsLeave: boolean } {
  const [head = "", ...rest] = Buffer.from(sent, "utf8").toString("latin1").split("\n\n");
  const isForm = head.includes("multipart/form-data");
  const base64 = photo.toString("base64");
  const text = rest
    .join("\n\n")
    .replaceAll("\n", isForm ? "\r\n" : "\n")
    .replaceAll("{photo}", photo.toString("latin1"))
    .replaceAll("{base64}", base64)
    .replaceAll("{escaped}", encodeURIComponent(base64))
    .replaceAll("{address}", encodeURIComponent(address));
  const plain = Buffer.from(text, "latin1");
  const isChunked = head.includes("chunked");
  return {
    head: Buffer.from(`${head.replace("{length}", String(plain.length)).replaceAll("\n", "\r\n")}\r\n\r\n`),
    body: isChunked ? inChunks(plain) : plain,
    awaitsLeave: head.includes("100-continue"),
  };
}

function inChunks(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 100) {
    const piece = bytes.subarray(at, at + 100);
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n"));
  }
  return Buffer.concat([...pieces, Buffer.from("0\r\n\r\n")]);
}

async function ask(sent: string): Promise<string> {
  const { head, body, awaitsLeave } = wireOf(sent);
  const answer = await talk(server.port, (socket) => {
    socket.write(head);
    if (awaitsLeave) socket.once("data", () => socket.write(body));
    else socket.write(body);
  });
  return answer.toString("latin1");
}

describe("the request of each client is understood as it stands on the wire", () => {
  it.each(Object.entries(requests))("%s", async (_client, { sent, recipe = { format: "png" } }) => {
    const answer = await ask(sent);
    expect(answer.replace(/^HTTP\/1.1 100 Continue\r\n\r\n/, "").split("\r\n")[0], answer).toBe(
      "HTTP/1.1 200 OK",
    );
    expect(server.engine.recipes).toEqual([expect.objectContaining(recipe)]);
    expect(answer).toContain("x-width: 40\r\n");
    expect(server.access.moved.settled).toBe(1);
    const isJson = sent.includes("Accept: application/json\n");
    expect(/^content-type: (\S+)/m.exec(answer)?.[1]?.startsWith("application/json")).toBe(isJson);
  });

  it("a client that waits for the server's leave to send is asked for its body once", async () => {
    const { sent } = requests["curl -F of a large file, which waits for the server's leave"]!;
    expect((await ask(sent)).split("100 Continue")).toHaveLength(2);
  });
});
