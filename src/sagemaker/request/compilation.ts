import { find, type ServiceRequest, textIn, valueAt } from './model.js';
import type { Member, RequestNode } from './tree.js';

/** The shapes of a model's inputs as Neo is given them: by name, or in a row. */
export type InputShapes =
  | { readonly kind: 'by-name'; readonly shapes: ReadonlyMap<string, readonly number[] | undefined> }
  | { readonly kind: 'list' }
  | { readonly kind: 'not-json' };

/** What `DataInputConfig` says, with its member; undefined where it is not given or nobody can tell. */
export function inputShapes(request: ServiceRequest): { readonly member: Member; readonly shapes: InputShapes } | undefined {
  const found = find(request, 'InputConfig.DataInputConfig');
  if (found.kind !== 'given') return undefined;
  const { member } = found;
  const text = textIn(member.value);
  const shapes = text === undefined ? shapesOf(plainOf(member.value)) : shapesInText(text);
  return shapes && { member, shapes };
}

/** Pages of AWS print it with single quotes, as Python would. An empty text says nothing. */
function shapesInText(text: string): InputShapes | undefined {
  if (text.trim() === '') return undefined;
  for (const candidate of [text, text.replace(/'/g, '"').replace(/\(/g, '[').replace(/\)/g, ']')]) {
    try {
      return shapesOf(JSON.parse(candidate));
    } catch {
      // The other notation may do.
    }
  }
  return { kind: 'not-json' };
}

function shapesOf(value: unknown): InputShapes | undefined {
  if (Array.isArray(value)) return { kind: 'list' };
  if (typeof value !== 'object' || value === null) return undefined;
  const shapes = Object.entries(value).map(([name, shape]): [string, readonly number[] | undefined] => {
    const sizes: unknown = Array.isArray(shape)
      ? shape
      : typeof shape === 'object' && shape !== null && 'shape' in shape
        ? shape.shape
        : undefined;
    return [name, Array.isArray(sizes) && sizes.every((size) => typeof size === 'number') ? sizes : undefined];
  });
  return { kind: 'by-name', shapes: new Map(shapes) };
}

/** A dictionary that the SDK turns into JSON; undefined in the place of what nobody can tell. */
function plainOf(node: RequestNode): unknown {
  if (node.kind === 'list') return node.items.map(plainOf);
  if (node.kind === 'object') return Object.fromEntries([...node.members].map(([name, { value }]) => [name, plainOf(value)]));
  return node.kind === 'scalar' && node.value.known ? node.value.value : undefined;
}

/** The compiler options that an Nvidia platform needs and that are surely not given, with the member that asks for the platform. */
export function missingCompilerOptions(
  request: ServiceRequest,
): { readonly member: Member; readonly missing: readonly string[] } | undefined {
  const accelerator = find(request, 'OutputConfig.TargetPlatform.Accelerator');
  if (accelerator.kind !== 'given' || textIn(accelerator.member.value) !== 'NVIDIA') return undefined;
  if (find(request, 'OutputConfig.CompilerOptions').kind === 'unknown') return undefined;
  const options = valueAt(request, 'OutputConfig.CompilerOptions');
  const text = options ? options.document.text.slice(options.span.start, options.span.end) : '';
  if (options && (options.kind === 'unknown' || !/^['"{]/.test(text))) return undefined;
  const missing = ['gpu-code', 'trt-ver', 'cuda-ver'].filter((name) => !text.includes(name));
  return missing.length > 0 ? { member: accelerator.member, missing } : undefined;
}
