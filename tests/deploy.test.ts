import { existsSync, readFileSync } from 'node:fs';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { createMetrics } from '../src/ops/metrics.ts';

const read = (file: string) => readFileSync(file, 'utf8');
const documents = (file: string) =>
  parseAllDocuments(read(file)).map((document) => (document as { toJS(): unknown }).toJS());

describe('the container image', () => {
  const dockerfile = DockerfileParser.parse(read('Dockerfile'));
  const instructions = dockerfile.getInstructions();
  const valuesOf = (keyword: string) =>
    instructions.filter((one) => one.getKeyword() === keyword).map((one) => one.getArgumentsContent() ?? '');

  it('is a valid Dockerfile whose stages exist', () => {
    expect(validate(read('Dockerfile'))).toEqual([]);
    const stages = dockerfile.getFROMs().map((from) => from.getBuildStage());
    const froms = dockerfile
      .getCOPYs()
      .flatMap((copy) => copy.getFlags())
      .filter((flag) => flag.getName() === 'from')
      .map((flag) => flag.getValue());
    expect(froms.filter((stage) => !stages.includes(stage ?? ''))).toEqual([]);
  });

  it('copies only what is there', () => {
    const sources = dockerfile
      .getCOPYs()
      .filter((copy) => copy.getFlags().length === 0)
      .flatMap((copy) =>
        copy
          .getArguments()
          .slice(0, -1)
          .map((one) => one.getValue()),
      );
    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
  });

  it('runs without root, with an init and a health check, and without development dependencies', () => {
    expect(valuesOf('USER')).toEqual(['node']);
    expect(valuesOf('ENTRYPOINT').join()).toContain('tini');
    expect(valuesOf('HEALTHCHECK').join()).toContain('/healthz');
    expect(valuesOf('RUN').join()).toContain('--omit=dev');
  });

  it('starts what the command line knows', () => {
    expect(valuesOf('CMD')).toEqual(['["node", "--max-semi-space-size=4", "src/cli.ts", "run"]']);
  });
});

describe('compose.yaml', () => {
  it('keeps Redis data, gives the service a read-only root and no capabilities', () => {
    const [compose] = documents('compose.yaml') as [{ services: Record<string, Record<string, unknown>> }];
    expect(compose.services['monitor']).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(JSON.stringify(compose.services['redis']?.['command'])).toContain('noeviction');
  });
});

describe('the Kubernetes manifests', () => {
  const pods = (documents('deploy/kubernetes/monitor.yaml') as Record<string, never>[])
    .filter((document) => document['kind'] === 'Deployment')
    .map((document) => (document['spec'] as unknown as { template: { spec: PodSpec } }).template.spec);

  interface PodSpec {
    securityContext: Record<string, unknown>;
    containers: {
      args: string[];
      securityContext: Record<string, unknown>;
      livenessProbe: object;
      envFrom: object[];
    }[];
  }

  it('run by role, without root, on a read-only file system, with probes and secrets from a Secret', () => {
    expect(pods).toHaveLength(2);
    for (const pod of pods) {
      expect(pod.securityContext['runAsNonRoot']).toBe(true);
      for (const container of pod.containers) {
        expect(container.securityContext).toMatchObject({
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
        });
        expect(container.livenessProbe).toMatchObject({ httpGet: { path: '/healthz' } });
        expect(container.args.slice(-4, -1)).toEqual(['src/cli.ts', 'run', '--roles']);
        expect(JSON.stringify(container.envFrom)).toContain('secretRef');
      }
    }
  });
});

describe('dashboard and alert rules', () => {
  it('ask only for metrics that the service has', async () => {
    const metrics = createMetrics({ queueDepths: async () => ({}), feedStates: async () => ({}) });
    const known = new Set((await metrics.registry.getMetricsAsJSON()).map((metric) => metric.name));
    const asked =
      `${read('deploy/grafana/ceasefire-monitor.json')}\n${read('deploy/prometheus/alerts.yaml')}`.match(/\bcm_\w+/g) ??
      [];
    expect(asked.length).toBeGreaterThan(10);
    expect(
      [...new Set(asked)].filter((name) => !known.has(name) && !known.has(name.replace(/_(bucket|count|sum)$/, ''))),
    ).toEqual([]);
  });
});

describe('the systemd unit', () => {
  it('starts the service with a state folder, reloads by SIGHUP and gives it time to stop', () => {
    const unit = read('deploy/systemd/ceasefire-monitor.service');
    for (const line of [
      'ExecStart=/opt/ceasefire-monitor/node_modules/.bin/node --max-semi-space-size=4 src/cli.ts run',
      'ExecReload=/bin/kill -HUP $MAINPID',
      'StateDirectory=ceasefire-monitor',
      'NoNewPrivileges=yes',
    ]) {
      expect(unit.split('\n')).toContain(line);
    }
  });
});
