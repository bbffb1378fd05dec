import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { printConfig, type VariableName } from "./config.ts";
import { createLookTimes } from "./operations/look-times.ts";
import { listenForReal } from "./testing/real-server.ts";

// biome-ignore lint/suspicious/noExplicitAny: files of other formats are looked at, not trusted
type Document = any;

const FOLDER = new URL("../../../deploy/", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, FOLDER), "utf8");
const compose = (file: string): Document => parse(read(`compose/${file}`), { merge: true });
const manifests: Document[] = readdirSync(new URL("kubernetes/", FOLDER)).flatMap((file) =>
  parseAllDocuments(read(`kubernetes/${file}`)).map((document) => document.toJS()),
);
const ofKind = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);

/** Every variable with its default, as `alphacut config` prints them. */
const variables = new Map(
  printConfig({})
    .split("\n")
    .map((line) => line.split(/=(.*)/s, 2) as [VariableName, string]),
);

describe(".env.example", () => {
  it("names every variable once, with its default", () => {
    const named = [...read(".env.example").matchAll(/^#([A-Z0-9_]+)=(.*)$/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    expect(named.toSorted()).toEqual([...variables].toSorted());
  });
});

describe("variables", () => {
  it("that the kit sets are ones that there are", () => {
    const services = ["compose.yaml", "compose.scale.yaml"].flatMap((file) =>
      Object.values<Document>(compose(file).services).filter(({ image }) => image === "alphacut"),
    );
    const pods = ofKind("Deployment").flatMap((deployment) => deployment.spec.template.spec.containers);
    const set = [
      ...services.flatMap(({ environment }) => Object.keys(environment)),
      ...pods.flatMap(({ env }) => env.map(({ name }: { name: string }) => name)),
      ...ofKind("ConfigMap").flatMap(({ data }) => Object.keys(data)),
      ...[...read("Dockerfile").matchAll(/^(?:ENV|) +([A-Z_]+)=/gm)].map(([, name]) => name),
      ...["alphacut", "alphacut-worker"].flatMap((unit) =>
        [...read(`systemd/${unit}.service`).matchAll(/^Environment=(\w+)=/gm)].map(([, name]) => name),
      ),
    ];
    const known = [...variables.keys(), "NODE_ENV"];
    expect(set.filter((name) => !known.includes(name))).toEqual([]);
    expect(set.length).toBeGreaterThan(15);
  });
});

describe.each(["compose.yaml", "compose.scale.yaml"])("%s", (file) => {
  const { services, networks = {}, volumes } = compose(file);

  it("gives our processes nothing to write to but their data and a temporary folder, and no rights", () => {
    for (const { image, ...service } of Object.values<Document>(services)) {
      if (image !== "alphacut") continue;
      expect(service).toMatchObject({ read_only: true, cap_drop: ["ALL"], stop_grace_period: "40s" });
      expect(service.security_opt).toContain("no-new-privileges:true");
      expect(service.privileged).toBeUndefined();
    }
  });

  it("refers to services, networks and volumes that it has, and opens the database and Redis to nobody", () => {
    for (const [name, service] of Object.entries<Document>(services)) {
      for (const network of service.networks ?? []) expect(Object.keys(networks)).toContain(network);
      const wanted = service.depends_on ?? [];
      for (const other of Array.isArray(wanted) ? wanted : Object.keys(wanted))
        expect(Object.keys(services)).toContain(other);
      for (const volume of service.volumes ?? []) {
        const [source] = volume.split(":");
        if (!source.startsWith(".")) expect(Object.keys(volumes)).toContain(source);
      }
      if (["postgres", "redis", "worker"].includes(name)) expect(service.ports).toBeUndefined();
    }
  });
});

describe("the manifests for Kubernetes", () => {
  it("are all listed by kustomization.yaml", () => {
    const [{ resources }] = ofKind("Kustomization");
    const files = readdirSync(new URL("kubernetes/", FOLDER)).filter((file) => file !== "kustomization.yaml");
    expect(resources.toSorted()).toEqual(files.toSorted());
  });

  it.each(ofKind("Deployment").map((deployment) => [deployment.metadata.name, deployment]))(
    "let %s do no more than it needs, watch it, and find it by its labels",
    (name, { spec }) => {
      const { metadata, spec: pod } = spec.template;
      expect(metadata.labels).toEqual(spec.selector.matchLabels);
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      });
      const [container] = pod.containers;
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
      expect(container.startupProbe.httpGet.path).toBe("/healthz");
      expect(container.livenessProbe.httpGet.path).toBe("/healthz");
      expect(container.readinessProbe.httpGet.path).toBe("/readyz");
      expect(container.resources).toMatchObject({ requests: { cpu: expect.any(String) }, limits: {} });
      // A stop takes 30 seconds at most, after what the balancer needs.
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(40);
      for (const kind of ["PodDisruptionBudget", "NetworkPolicy"]) {
        const selectors = ofKind(kind).map((one) => (one.spec.selector ?? one.spec.podSelector).matchLabels);
        expect(selectors).toContainEqual(metadata.labels);
      }
      const scaled = ofKind("HorizontalPodAutoscaler").map((one) => one.spec.scaleTargetRef.name);
      expect(scaled).toContain(name);
    },
  );

  it("hold no secret, and give workers nothing of accounts", () => {
    expect(ofKind("Secret")).toEqual([]);
    const [worker] = ofKind("Deployment").filter(({ metadata }) => metadata.name === "alphacut-worker");
    expect(JSON.stringify(worker)).not.toMatch(/DATABASE_URL|AUTH_SECRET|ADMIN|envFrom/);
  });

  it("send what comes in to a port that the pods have", () => {
    const [service] = ofKind("Service");
    const [ingress] = ofKind("Ingress");
    const [{ backend }] = ingress.spec.rules[0].http.paths;
    expect(backend.service).toEqual({
      name: service.metadata.name,
      port: { name: service.spec.ports[0].name },
    });
    const pods = ofKind("Deployment").filter(
      ({ spec }) =>
        spec.template.metadata.labels["app.kubernetes.io/name"] ===
        service.spec.selector["app.kubernetes.io/name"],
    );
    expect(pods[0].spec.template.spec.containers[0].ports[0].name).toBe(service.spec.ports[0].targetPort);
  });
});

describe("the proxies", () => {
  it("answer 404 for the metrics", () => {
    expect(read("proxy/nginx.conf")).toMatch(/location ~ \^\/metrics\(\/\|\$\) \{\s+return 404;/);
    expect(read("proxy/Caddyfile")).toMatch(/@metrics path \/metrics \/metrics\/\*\s+respond @metrics 404/);
  });

  it("pass bodies and progress on as they come", () => {
    const nginx = read("proxy/nginx.conf");
    for (const line of ["proxy_request_buffering off", "proxy_buffering off", "client_max_body_size 4g"])
      expect(nginx).toContain(`${line};`);
    expect(read("proxy/Caddyfile")).toContain("flush_interval -1");
  });
});

describe("the dashboard and the alerts", () => {
  let known: Set<string>;
  beforeAll(async () => {
    const server = await listenForReal();
    const page = await (await fetch(`${server.url}/metrics`)).text();
    await server.close();
    known = new Set([...page.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name!));
    // Of servers without a model.
    for (const histogram of createLookTimes().histograms) known.add((await histogram.get()).name);
  });
  const named = (text: string) =>
    [...new Set(text.match(/\b(alphacut|nodejs|process)_\w+/g))].map((name) => name.replace(/_bucket$/, ""));

  it("name metrics that there are", () => {
    const dashboard = JSON.parse(read("monitoring/grafana-dashboard.json"));
    const queries = dashboard.panels.flatMap((panel: Document) => panel.targets ?? []);
    const metrics = named(JSON.stringify(queries.map(({ expr }: Document) => expr)));
    expect(metrics.filter((name) => !known.has(name))).toEqual([]);
    expect(metrics.length).toBeGreaterThan(20);
    const rules = parse(read("monitoring/alerts.yaml")).groups.flatMap(({ rules }: Document) => rules);
    expect(rules.length).toBeGreaterThan(5);
    for (const { expr, annotations } of rules) {
      expect(named(`${expr} ${annotations.description}`).filter((name) => !known.has(name))).toEqual([]);
      expect(annotations).toEqual({ summary: expect.any(String), description: expect.any(String) });
    }
  });

  it("and the guides tell of every metric of ours", () => {
    const ours = [...known].filter((name) => name.startsWith("alphacut_")).sort();
    const shown = named(read("monitoring/grafana-dashboard.json"));
    expect(ours.filter((name) => !shown.includes(name))).toEqual([]);
    const guides = read("../packages/docs/src/translations/metrics.ts");
    expect([...guides.matchAll(/^ {2}(alphacut_\w+): \{/gm)].map(([, name]) => name).sort()).toEqual(ours);
  });
});
