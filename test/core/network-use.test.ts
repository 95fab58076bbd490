import assert from 'node:assert/strict';
import { parsePython } from '../../src/languages/python/parse.js';
import { createScriptModel } from '../../src/sagemaker/script/build-model.js';
import { networkUse } from '../../src/sagemaker/script/network-use.js';
import { createDocument } from '../../src/text/document.js';

function uses(...lines: readonly string[]): readonly string[] {
  const text = `${lines.join('\n')}\n`;
  return networkUse(createScriptModel(createDocument('train.py', text), parsePython(text))).map(({ name }) => name);
}

describe('what a script fetches over the network', () => {
  it('are models of the hub, files of S3 and addresses', () => {
    assert.deepEqual(uses('from transformers import AutoModel', 'AutoModel.from_pretrained("google/vit-base")'), [
      'AutoModel.from_pretrained',
    ]);
    assert.equal(uses('import boto3', 's3 = boto3.client("s3")', 's3.download_file("bucket", "a/b.csv", "b.csv")').length, 1);
    assert.deepEqual(uses('import requests', 'requests.get("https://example.com/data.csv")'), ['requests.get']);
  });

  it('is nothing where it may be a folder, or is told to stay here', () => {
    assert.deepEqual(uses('AutoModel.from_pretrained("bert")'), []);
    assert.deepEqual(uses('AutoModel.from_pretrained("./google/vit-base")'), []);
    assert.deepEqual(uses('AutoModel.from_pretrained(args.model)'), []);
    assert.deepEqual(uses('AutoModel.from_pretrained("models/vit")'), []);
    assert.deepEqual(uses('AutoModel.from_pretrained("google/vit-base", local_files_only=True)'), []);
  });

  it('is nothing where it may not be run, or its failure is taken care of', () => {
    assert.deepEqual(uses('import requests', 'if offline:', '    requests.get("https://example.com")'), []);
    assert.deepEqual(uses('import requests', 'try:', '    requests.get("https://example.com")', 'except OSError:', '    pass'), []);
    assert.deepEqual(uses('import requests', 'def later():', '    requests.get("https://example.com")'), []);
  });
});
