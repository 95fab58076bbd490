import type { CallExpression, Expression } from '../../languages/python/syntax.js';
import { walkStatements } from '../../languages/python/walk.js';
import { buildObject } from '../request/object-parts.js';
import { lookUp } from '../request/tree.js';
import type { LaunchReading } from './context.js';
import type { TrainingLaunch } from './model.js';
import { absent, settingOf, unknownSetting } from './settings.js';

const remoteFunction = /^sagemaker\.(.*\.)?(remote|step|RemoteExecutor)$/;

/** Whether a full name is that of `@remote`, `@step` or RemoteExecutor. */
export function isRemoteFunction(qualified: string): boolean {
  return remoteFunction.test(qualified);
}

/** Decorators without parentheses: `@remote`. Those with parentheses are calls. */
export function readBareDecorators(reading: LaunchReading): TrainingLaunch[] {
  const found: TrainingLaunch[] = [];
  walkStatements(reading.syntax.body, (statement) => {
    if (statement.kind !== 'function') return;
    for (const decorator of statement.decorators) {
      if (decorator.kind === 'call') continue;
      const qualified = reading.names.qualifiedName(decorator);
      if (qualified !== undefined && isRemoteFunction(qualified)) found.push(readRemote(decorator, qualified, reading));
    }
  });
  return found;
}

/** Reads a function that runs as a job: the SDK's own program starts it, and nothing of the image's start is used. */
export function readRemote(decorator: CallExpression | Expression, qualified: string, reading: LaunchReading): TrainingLaunch {
  const { document, reader } = reading;
  const { span } = decorator;
  const node =
    decorator.kind === 'call'
      ? reader.readCall(decorator, qualified, [])
      : buildObject().build({ document, span, type: qualified, brackets: undefined });
  return {
    surface: /^sagemaker\.(core|train|mlops)\./.test(qualified) ? 'sdk-v3' : 'sdk-v2',
    written: qualified.slice(qualified.lastIndexOf('.') + 1),
    qualified,
    framework: undefined,
    document,
    span,
    nameSpan: decorator.kind === 'call' ? decorator.callee.span : span,
    arguments: node,
    argument: (name) => lookUp(node, name),
    kind: 'training',
    entryPoint: absent,
    sourceDirectory: absent,
    command: absent,
    image: settingOf(node, 'image_uri'),
    hyperparameters: absent,
    addedHyperparameters: [],
    environment: settingOf(node, 'environment_variables'),
    instanceType: settingOf(node, 'instance_type'),
    instanceCount: settingOf(node, 'instance_count'),
    distribution: absent,
    compilerConfig: absent,
    checkpointUri: unknownSetting,
    checkpointLocalPath: unknownSetting,
    useSpot: settingOf(node, 'use_spot_instances'),
    inputMode: absent,
    frameworkVersion: absent,
    channels: { isComplete: false, isStarted: false, channels: [], starts: [] },
    bypassesImageStart: true,
  };
}
