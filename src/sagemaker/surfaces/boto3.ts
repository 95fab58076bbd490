import type { PythonCall } from '../../languages/python/walk.js';
import type { LaunchReading } from '../launch/context.js';
import type { ServiceRequest } from '../request/model.js';
import { apiMethods } from './api-methods.js';

/** The request of a call of boto3's client; undefined for anything else, whatever its name. */
export function readApiCall(made: PythonCall, reading: LaunchReading): ServiceRequest | undefined {
  const { callee } = made.call;
  if (callee.kind !== 'attribute' || !Object.hasOwn(apiMethods, callee.name)) return undefined;
  const method = apiMethods[callee.name];
  if (!method) return undefined;
  const content = reading.reader.readCall(made.call, undefined, []);
  if (!method.evidence.some((name) => content.members.has(name)) && !isClient(made, reading)) return undefined;
  const { document } = reading;
  return {
    operation: method.operation,
    surface: 'boto3',
    notation: 'python',
    written: callee.name,
    document,
    span: made.call.span,
    nameSpan: callee.nameSpan,
    content,
    isWhole: true,
    references: [],
  };
}

/** `boto3.client("sagemaker")`, also through a session. */
function isClient({ call: { callee } }: PythonCall, { origins, evaluator }: LaunchReading): boolean {
  if (callee.kind !== 'attribute') return false;
  return origins.originsOf(callee.object).some(({ callee: maker, arguments: [first] }) => {
    const makesClient = (maker.kind === 'attribute' || maker.kind === 'name') && maker.name === 'client';
    const service = makesClient && first ? evaluator.text(first.value) : undefined;
    return service?.known === true && /^sagemaker(-runtime)?$/.test(service.value);
  });
}
