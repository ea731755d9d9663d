import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const deployment = read('deployment.yaml');

describe('the manifests for Kubernetes', () => {
  it.each(['startupProbe', 'readinessProbe', 'livenessProbe'])('ask %s of /healthz', (probe) =>
    expect(deployment).toMatch(new RegExp(`${probe}:\\n +httpGet: { path: /healthz, port: http }`)),
  );

  it.each([
    'runAsNonRoot: true',
    'seccompProfile: { type: RuntimeDefault }',
    'readOnlyRootFilesystem: true',
    'allowPrivilegeEscalation: false',
    'capabilities: { drop: [ALL] }',
    'automountServiceAccountToken: false',
    'limits: { memory:',
    'requests: { cpu:',
  ])('say %s', (words) => expect(deployment).toContain(words));

  it('let the pod write where the proxy writes, and have the port and the config where it looks', () => {
    const env = read('../site.env');
    expect(env).toContain('BEDSIDE_RUN_DIR=/tmp\n');
    expect(deployment).toContain('{ name: run, mountPath: /tmp }');
    expect(env).toContain('BEDSIDE_LISTEN=8080\n');
    expect(deployment).toContain('containerPort: 8080');
    const [, config = ''] = /BEDSIDE_CONFIG=(.+)/.exec(env) ?? [];
    expect(deployment).toContain(`mountPath: ${config}\n`);
  });
});
