import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { parsePython } from '../../src/languages/python/parse.js';
import { createScriptModel } from '../../src/sagemaker/script/build-model.js';
import type { HandlerReading } from '../../src/sagemaker/script/handlers.js';
import { createDocument } from '../../src/text/document.js';

const read = (text: string): HandlerReading => createScriptModel(createDocument('inference.py', text), parsePython(text)).handlers;
const outline = (text: string): string[] =>
  read(text).handlers.map(({ name, form, isConditional, signature }) =>
    [
      name,
      form,
      ...(signature ? [`${signature.count} (${signature.required} to ${signature.maximum})`] : []),
      ...(isConditional ? ['maybe'] : []),
    ].join(' '),
  );

describe('handlers', () => {
  it('counts parameters as the toolkit does', () => {
    assert.deepEqual(
      outline(`def model_fn(model_dir): pass
def input_fn(data, content_type='text/csv'): pass
def predict_fn(data, model, *rest, **more): pass
def output_fn(*, prediction): pass
async def transform_fn(model, data, content_type, accept, context=None): pass
`),
      [
        'model_fn function 1 (1 to 1)',
        'input_fn function 2 (1 to 2)',
        'predict_fn function 4 (2 to Infinity)',
        'output_fn function 1 (0 to 0)',
        'transform_fn function 5 (4 to 5)',
      ],
    );
  });

  it('finds what is imported and assigned', () => {
    assert.deepEqual(
      outline(`from base import model_fn, transform as predict_fn
def load(model_dir, context): pass
input_fn = load
output_fn = make()
handler = Service().handle
`),
      ['model_fn imported', 'predict_fn imported', 'input_fn assigned 2 (2 to 2)', 'output_fn assigned', 'handler assigned'],
    );
    assert.equal(read('from base import *\n').hasStarImport, true);
    assert.equal(read('from base import x\n').hasStarImport, false);
  });

  it('leaves out classes, nested functions and what is for types only', () => {
    assert.deepEqual(
      outline(`from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from base import model_fn
class Service:
    def predict_fn(self, data, model): pass
def outer():
    def input_fn(data, content_type): pass
output_fn: object
`),
      [],
    );
  });

  it('says what may be missing', () => {
    assert.deepEqual(
      outline(`try:
    from base import model_fn
except ImportError:
    def model_fn(model_dir): pass
if fast:
    def predict_fn(data, model): pass
`),
      ['model_fn imported', 'model_fn function 1 (1 to 1) maybe', 'predict_fn function 2 (2 to 2) maybe'],
    );
  });

  it('knows no signature behind a decorator', () => {
    const [handler] = read('import torch\n@torch.no_grad()\ndef predict_fn(data, model): pass\n').handlers;
    assert.equal(handler?.signature, undefined);
    assert.equal(handler?.definition?.name, 'predict_fn');
  });

  it('sees what model_fn loads', () => {
    const text = `import os, joblib
from transformers import AutoModel
def model_fn(model_dir):
    first = joblib.load(os.path.join(model_dir, 'model.joblib'))
    return first, AutoModel.from_pretrained(model_dir)
`;
    assert.deepEqual(
      read(text).handlers[0]?.loads.map(({ name }) => name),
      ['joblib.load', 'transformers.AutoModel.from_pretrained'],
    );
  });
});
