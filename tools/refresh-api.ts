import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ApiTable, renewTable, type SdkPackage, writeTable } from './refresh/api-table.js';
import { readCloudFormation, writeCloudFormation } from './refresh/cloudformation.js';

/**
 * Renews `src/sagemaker/facts/api.json` and `cloudformation.json` from AWS's own packages; `npm run generate` then makes
 * what the product carries. The packages are 30 MB and needed for nothing else, so they are installed beside a folder
 * (`npm run refresh-api -- FOLDER` uses one that has them), by default a temporary one.
 */
const packages = ['@aws-sdk/client-sagemaker', '@aws-sdk/client-sagemaker-runtime', '@aws-cdk/aws-service-spec'] as const;
const facts = join(dirname(fileURLToPath(import.meta.url)), '../src/sagemaker/facts');

const given = process.argv[2];
const folder = given ?? mkdtempSync(join(tmpdir(), 'refresh-api-'));
try {
  if (given === undefined) {
    writeFileSync(join(folder, 'package.json'), '{"private": true}');
    npm('install', '--no-audit', '--no-fund', ...packages.map((name) => `${name}@latest`));
  }
  const require = createRequire(join(folder, 'package.json'));
  const [client, runtime, specification] = packages.map((name) => ({ name, ...published(name) }));
  if (!client || !runtime || !specification) throw new Error('The packages are not there');

  const tablePath = join(facts, 'api.json');
  const before = JSON.parse(readFileSync(tablePath, 'utf8')) as ApiTable;
  const sdks = [client, runtime].map(({ name }) => loadSdk(name, require));
  const renewed = renewTable(before, sdks, (change) => console.log(change));
  const source = {
    ...before.source,
    client: `${client.name} ${client.version}`,
    runtime: `${runtime.name} ${runtime.version}`,
    date: client.date,
  };
  writeFileSync(tablePath, writeTable({ ...renewed, source }));

  const { loadAwsServiceSpecSync } = require(specification.name) as typeof import('./refresh/service-spec.js');
  const types = readCloudFormation(loadAwsServiceSpecSync());
  const origin = { package: `${specification.name} ${specification.version}`, date: specification.date };
  writeFileSync(join(facts, 'cloudformation.json'), writeCloudFormation(origin, types));
} finally {
  if (given === undefined) rmSync(folder, { recursive: true, force: true });
}

function npm(...args: string[]): string {
  return execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The installed version and the day it was published: that is the date of the data. */
function published(name: string): { readonly version: string; readonly date: string } {
  const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')) as { version: string };
  const times = JSON.parse(npm('view', name, 'time', '--json')) as Readonly<Record<string, string>>;
  const date = times[version]?.slice(0, 10);
  if (date === undefined) throw new Error(`Nobody says when ${name} ${version} was published`);
  return { version, date };
}

function loadSdk(name: string, require: NodeJS.Require): SdkPackage {
  const models = join(folder, 'node_modules', name, 'dist-types/models');
  const declarations = readdirSync(models)
    .filter((file) => /^models_\d+\.d\.ts$/.test(file))
    .map((file) => readFileSync(join(models, file), 'utf8'));
  return { exports: require(name) as SdkPackage['exports'], declarations: declarations.join('\n') };
}
