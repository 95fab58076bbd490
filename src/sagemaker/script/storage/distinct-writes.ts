import { contains } from '../../../text/span.js';
import type { StorageWrite } from './storage.js';

/** Writes without those that go through a file which another one opens: of `open(path)` and `json.dump(value, file)` the first. */
export function distinctWrites(writes: readonly StorageWrite[]): readonly StorageWrite[] {
  return writes.filter((write) => {
    const { pathExpression, site } = write;
    if (pathExpression === undefined || contains(site.call.span, pathExpression.span)) return true;
    return !writes.some(
      (other) => other !== write && other.pathExpression === pathExpression && contains(other.site.call.span, pathExpression.span),
    );
  });
}
