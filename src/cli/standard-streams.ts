import { fstatSync, statSync, writeSync } from 'node:fs';

/** Standard output or standard error, by its number. */
export type StreamNumber = 1 | 2;

/**
 * Whether people look at a stream. Node's own streams are made only where the answer may be yes: making them takes a
 * tenth of a short run.
 */
export function isTerminal(stream: StreamNumber): boolean {
  try {
    const stats = fstatSync(stream);
    if (!stats.isCharacterDevice() || stats.rdev === nullDevice()) return false;
  } catch {
    // Windows does not always tell; Node's stream does.
  }
  return nodeStream(stream).isTTY === true;
}

/** The number of the device that swallows everything, which is a character device as terminals are; undefined on Windows. */
function nullDevice(): number | undefined {
  return statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}

/** Writes a text to its end. Gives false if nobody reads any more. */
export function writeText(stream: StreamNumber, text: string): boolean {
  // A console of Windows takes text and no bytes.
  if (isTerminal(stream)) {
    nodeStream(stream).write(text);
    return true;
  }
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(stream, bytes, written);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EPIPE' || code === 'EOF') return false;
      if (code !== 'EAGAIN') throw error;
      // The reader of a pipe is slower than we are.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  return true;
}

function nodeStream(stream: StreamNumber): NodeJS.WriteStream {
  return stream === 1 ? process.stdout : process.stderr;
}
