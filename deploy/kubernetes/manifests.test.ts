import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** Strict: a key that stands twice, or an indent that means something else, is an error. */
function readManifest(path: string): unknown {
  const documents = parseAllDocuments(read(path), { strict: true, uniqueKeys: true });
  const faults = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
  expect(faults).toEqual([]);
  expect(documents).toHaveLength(1);
  return documents[0]?.toJS() as unknown;
}

const settings = new Map(
  [...read('../site.env').matchAll(/^(BEDSIDE_\w+)=(.*)$/gm)].map(([, name, value]) => [
    name,
    value,
  ]),
);

describe('the manifests for Kubernetes', () => {
  it('run the pod without rights, and let it write where the proxy writes', () => {
    const probe = { httpGet: { path: '/healthz', port: 'http' } };
    expect(readManifest('deployment.yaml')).toMatchObject({
      kind: 'Deployment',
      spec: {
        selector: { matchLabels: { app: 'bedside' } },
        template: {
          metadata: { labels: { app: 'bedside' } },
          spec: {
            automountServiceAccountToken: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: expect.any(Number) as number,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            containers: [
              {
                image: 'bedside',
                ports: [{ name: 'http', containerPort: Number(settings.get('BEDSIDE_LISTEN')) }],
                envFrom: [{ configMapRef: { name: 'bedside-site' } }],
                securityContext: {
                  readOnlyRootFilesystem: true,
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'] },
                },
                resources: {
                  requests: { cpu: expect.any(String) as string },
                  limits: { memory: expect.any(String) as string },
                },
                startupProbe: probe,
                readinessProbe: probe,
                livenessProbe: probe,
                volumeMounts: [
                  { name: 'run', mountPath: settings.get('BEDSIDE_RUN_DIR') },
                  {
                    name: 'config',
                    mountPath: settings.get('BEDSIDE_CONFIG'),
                    subPath: 'config.json',
                    readOnly: true,
                  },
                ],
              },
            ],
            volumes: [
              { name: 'run', emptyDir: { medium: 'Memory' } },
              { name: 'config', configMap: { name: 'bedside-config' } },
            ],
          },
        },
      },
    });
  });

  it('lead to the pod by the name of its port', () =>
    expect(readManifest('service.yaml')).toMatchObject({
      kind: 'Service',
      spec: { selector: { app: 'bedside' }, ports: [{ port: 80, targetPort: 'http' }] },
    }));

  it('are put together with the settings and the config that the pod asks for', () =>
    expect(readManifest('kustomization.yaml')).toMatchObject({
      resources: ['deployment.yaml', 'service.yaml'],
      images: [{ name: 'bedside' }],
      configMapGenerator: [
        { name: 'bedside-site', envs: ['site.env'] },
        { name: 'bedside-config', files: ['config.json'] },
      ],
    }));
});
