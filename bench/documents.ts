import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRulePages } from '../test/support/rule-page.js';

/** One Dockerfile to measure with. */
export interface BenchDocument {
  readonly path: string;
  readonly text: string;
}

/** The Dockerfiles of all examples on the rules' pages: every one of them for SageMaker. */
export function exampleDocuments(): BenchDocument[] {
  return readRulePages().flatMap((page) =>
    page.examples.flatMap((example) =>
      example.files.filter((file) => /dockerfile/i.test(file.path)).map((file) => ({ path: `${page.id}/${file.path}`, text: file.text })),
    ),
  );
}

/** The Dockerfiles below a folder of real repositories. */
export function documentsBelow(root: string): BenchDocument[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(^|[/.])dockerfile([.-]\w+)?$/i.test(name) && !/node_modules|\.md$/.test(name))
    .sort()
    .flatMap((path) => {
      try {
        return [{ path, text: readFileSync(join(root, path), 'utf8') }];
      } catch {
        // A folder of that name, or a broken link.
        return [];
      }
    });
}

/** A Dockerfile of about that many lines, put together from what training containers usually have. */
export function longDockerfile(lines: number): string {
  const parts = ['# A training container for Amazon SageMaker', 'FROM python:3.11', 'ENV PATH="/opt/program:${PATH}"'];
  for (let index = 0; parts.length < lines - 4; index++) {
    parts.push(
      `ENV SETTING_${index}=value-${index} OTHER_${index}="$SETTING_${index}/x"`,
      'RUN apt-get update \\',
      `  && apt-get install -y --no-install-recommends package-${index} \\`,
      '  && rm -rf /var/lib/apt/lists/*',
      `RUN pip install --no-cache-dir "package-${index}>=1,<2" another-${index}`,
      `COPY module_${index}.py /opt/ml/code/module_${index}.py`,
      `LABEL part.${index}="${index}"`,
      '',
    );
  }
  return [...parts, 'RUN pip install sagemaker-training', 'COPY train.py /opt/ml/code/', 'ENV SAGEMAKER_PROGRAM=train.py', ''].join('\n');
}

/** An ordinary Dockerfile that has nothing to do with SageMaker. */
export function ordinaryDockerfile(index: number): string {
  return `FROM node:20-slim AS build\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci \\\n  && npm cache clean --force\nCOPY . .\nRUN npm run build-${index}\n\nFROM nginx:1.27\nCOPY --from=build /app/dist /usr/share/nginx/html\nEXPOSE 80\nHEALTHCHECK --interval=30s CMD curl -f http://localhost/ || exit 1\nCMD ["nginx", "-g", "daemon off;"]\n`;
}
