import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { actionsFor, apply, at, boolScript, closeAll, found, mended, open, type, untilRules, write } from '../workbench.js';

describe('Restricted Mode', () => {
  after(closeAll);

  it('is what this workspace is in', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('is no reason not to wake up for a script, once it speaks of SageMaker', async () => {
    const { document } = await open(await write('alone/train.py', boolScript));
    assert.deepEqual(found(document.uri), []);
    await type(document, 'args.shuffle, ', 'args.shuffle, os.environ["SM_MODEL_DIR"], ');
    await untilRules(document.uri, 'SM201');
  });

  it('finds and mends as ever', async () => {
    const { document } = await open(at('Dockerfile'));
    await untilRules(document.uri, 'SM143');
    await apply(await actionsFor(document.uri, 'SM143'), /Copy into/);
    assert.equal(document.getText(), mended);
    await untilRules(document.uri);
  });
});
