import assert from 'node:assert/strict';
import { createProject } from '../../src/project/create-project.js';
import { filesFromMemory } from '../../src/project/files.js';

const dockerfile = (end: string) => `FROM python:3.11
RUN pip install flask gunicorn
COPY app/ /opt/program/
WORKDIR /opt/program
# A SageMaker endpoint.
${end}
`;

function reasons(files: Record<string, string>, path: string): readonly string[] {
  const project = createProject(filesFromMemory(new Map(Object.entries(files))));
  while (!project.advance(Number.POSITIVE_INFINITY));
  const document = project.document(path);
  return (document && project.useOf(document)?.serves.map(({ what }) => what)) ?? [];
}

describe('applications that servers are given', () => {
  const application = 'def create_app():\n    return None\n';
  const program = { 'app/api/__init__.py': '', 'app/api/main.py': application };

  it('are found through ENTRYPOINT', () => {
    const files = { ...program, Dockerfile: dockerfile('ENTRYPOINT ["gunicorn", "-b", "0.0.0.0:8080", "api.main:create_app()"]') };
    assert.deepEqual(reasons(files, 'app/api/main.py'), ['the image of Dockerfile starts it']);
  });

  it('are found through a shell script that serves', () => {
    const serve = '#!/bin/sh\nexec uvicorn --host 0.0.0.0 --port 8080 --factory api.main:create_app\n';
    const files = { ...program, 'app/serve': serve, Dockerfile: dockerfile('ENV PATH=/opt/program:$PATH') };
    assert.deepEqual(reasons(files, 'app/api/main.py'), ['the image of Dockerfile starts it']);
  });

  it('are found through a Python program that serves', () => {
    const serve = '#!/usr/bin/env python\nimport subprocess\nsubprocess.Popen(["gunicorn", "api.main:create_app()"]).wait()\n';
    const files = { ...program, 'app/serve': serve, Dockerfile: dockerfile('ENV PATH=/opt/program:$PATH') };
    assert.deepEqual(reasons(files, 'app/api/main.py'), ['the image of Dockerfile starts it']);
  });

  it('are none of an image that serves nothing for SageMaker', () => {
    const plain = dockerfile('ENTRYPOINT ["gunicorn", "-b", "0.0.0.0:80", "api.main:create_app()"]').replace(/^#.*\n/m, '');
    assert.deepEqual(reasons({ ...program, Dockerfile: plain }, 'app/api/main.py'), []);
  });
});
