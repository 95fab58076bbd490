import 'mocha/mocha.js';

// What a suite says goes through the console, among the lines of the workbench: these marks tell them apart.
// test/editor/host/scenario.ts reads them.
const lineMark = 'EDITOR-SUITE| ';
const resultMark = 'EDITOR-SUITE-RESULT ';

/** The browser build of mocha, which runs alike in Node.js and in a web worker. */
declare const mocha: Mocha & { setup(options: Mocha.MochaOptions): void };

// Nothing here is measured; the limit is for a host that hangs.
mocha.setup({ ui: 'bdd', timeout: 240_000, reporter: Report as unknown as Mocha.ReporterConstructor });

/** Prints lines that the person who runs the tests is to see. */
export function speak(text: string): void {
  for (const line of text.split('\n')) console.log(lineMark + line);
}

function Report(runner: Mocha.Runner): void {
  let passed = 0;
  let failed = 0;
  let pending = 0;
  let depth = 0;
  const say = (line: string): void => speak('  '.repeat(depth) + line);
  runner.on('suite', (suite) => {
    if (suite.root) return;
    say(suite.title);
    depth++;
  });
  runner.on('suite end', () => {
    depth = Math.max(depth - 1, 0);
  });
  runner.on('pass', (test) => {
    passed++;
    say(`ok ${test.title}`);
  });
  runner.on('pending', (test) => {
    pending++;
    say(`-- ${test.title}`);
  });
  runner.on('fail', (test, error: Error) => {
    failed++;
    say(`FAILED ${test.fullTitle()}`);
    speak(error.stack ?? String(error));
  });
  runner.once('end', () => console.log(`${resultMark}${JSON.stringify({ passed, failed, pending })}`));
}

/** Runs every test that was imported; what VS Code calls. Rejects if one fails. */
export function runMocha(): Promise<void> {
  return new Promise((resolve, reject) => {
    // Its own `run` would read the address of a page; this one is what lies below.
    Mocha.prototype.run.call(mocha, (failures) => (failures > 0 ? reject(new Error(`${failures} failed`)) : resolve()));
  });
}
