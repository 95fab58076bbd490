import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { actionsFor, apply, at, closeAll, mended, open, untilRules } from '../workbench.js';

describe('Restricted Mode', () => {
  after(closeAll);

  it('is what this workspace is in', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('finds and mends as ever', async () => {
    const { document } = await open(at('Dockerfile'));
    await untilRules(document.uri, 'SM143');
    await apply(await actionsFor(document.uri, 'SM143'), /Copy into/);
    assert.equal(document.getText(), mended);
    await untilRules(document.uri);
  });
});
