const words = /(Arn|Uri|Url|Kms|Cpu|Ami|Id)(s?)(?=[A-Z]|$)/g;

/**
 * What the controller for Kubernetes calls a member of the API: Go's acronyms, a small first word, and an underscore behind
 * `type`, which is a keyword of Go. A path, `StoppingCondition.MaxRuntimeInSeconds`, becomes one.
 * Source: the resource definitions of aws-controllers-k8s/sagemaker-controller.
 */
export function fieldName(path: string): string {
  return path.split('.').map(fieldOf).join('.');
}

function fieldOf(member: string): string {
  if (member === 'Type') return 'type_';
  const name = member.replace(words, (_, word: string, plural: string) => word.toUpperCase() + plural);
  const first = /^(ARN|URI|URL|KMS|CPU|AMI|ID)(?=[A-Z]|$)/.exec(name)?.[0] ?? name.charAt(0);
  return first.toLowerCase() + name.slice(first.length);
}
