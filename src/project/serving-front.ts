import type { ImageModel } from '../sagemaker/image/model.js';
import type { Setting } from '../sagemaker/server/address.js';
import { type NginxModel, readNginx } from '../sagemaker/server/nginx.js';
import type { SourceDocument } from '../text/document.js';
import type { Span } from '../text/span.js';
import type { Project } from './project.js';
import type { ChainServer, ServingChain } from './serving-chain.js';

/** Something that SageMaker reaches, or should: nginx where there is one, else the servers themselves. */
export interface FrontListener {
  readonly document: SourceDocument;
  /** `nginx`, `gunicorn`, `app.run()`. */
  readonly name: string;
  /** Where it is said what it listens on; the start of the server where nothing says so. */
  readonly span: Span;
  readonly host: Setting<string>;
  readonly port: Setting<number>;
  readonly isUnixSocket: boolean;
  /** undefined for nginx. */
  readonly server: ChainServer | undefined;
}

export interface ServingFront {
  readonly listeners: readonly FrontListener[];
  /** Nothing else may listen. */
  readonly isComplete: boolean;
}

/** Says what a serving container listens on, as SageMaker sees it. */
export function servingFront(project: Project, image: ImageModel, chain: ServingChain): ServingFront {
  if (chain.hasModelServer || !chain.isComplete) return { listeners: [], isComplete: false };
  return chain.proxies.length > 0 ? nginxFront(project, image, chain) : serverFront(chain);
}

function serverFront({ servers }: ServingChain): ServingFront {
  const listeners = servers.flatMap((server) =>
    server.addresses.map(
      (address): FrontListener => ({
        // gunicorn's configuration file may be what says it.
        document: isInConfiguration(server) ? (server.configuration?.document ?? server.document) : server.document,
        name: nameOf(server),
        span: address.port.given?.span ?? address.host.given?.span ?? server.nameSpan,
        host: address.host,
        port: address.port,
        isUnixSocket: address.isUnixSocket,
        server,
      }),
    ),
  );
  return { listeners, isComplete: servers.length > 0 && servers.every(({ addresses }) => addresses.length > 0) };
}

/** A call as it is written, `app.run`; a program by its name. */
function nameOf({ document, name, nameSpan, start }: ChainServer): string {
  const written = document.text.slice(nameSpan.start, nameSpan.end);
  return start?.form === 'call' && /^[\w.]{1,40}$/.test(written) ? `${written}()` : name;
}

function isInConfiguration({ addresses, configuration }: ChainServer): boolean {
  return addresses.length > 0 && addresses === configuration?.settings.addresses;
}

function nginxFront(project: Project, image: ImageModel, chain: ServingChain): ServingFront {
  const found = chain.proxies.map(({ configuration }) => configurationsOf(project, image, configuration));
  const models = [...new Set(found.flatMap(({ models: some }) => some))];
  const listeners = models.flatMap((model) =>
    model.servers.flatMap(({ listeners: all }) =>
      all.map(
        ({ addressSpan, host, port, portSpan, isUnixSocket }): FrontListener => ({
          document: model.document,
          name: 'nginx',
          span: portSpan ?? addressSpan,
          host: { value: host, given: { span: addressSpan, isExact: false } },
          port: { value: port, given: { span: portSpan ?? addressSpan, isExact: portSpan !== undefined } },
          isUnixSocket,
          server: undefined,
        }),
      ),
    ),
  );
  const isWhole = models.every(({ servers }) => servers.every((server) => server.listeners.length > 0 && !server.isOpen));
  return { listeners, isComplete: isWhole && found.every(({ isComplete }) => isComplete) && !isRewritten(image, chain) };
}

/** The files that nginx reads, as far as the image has them from the project. */
function configurationsOf(
  project: Project,
  image: ImageModel,
  configuration: ServingChain['proxies'][number]['configuration'],
): { readonly models: readonly NginxModel[]; readonly isComplete: boolean } {
  const nothing = { models: [], isComplete: false };
  if (configuration && (!configuration.known || configuration.assumed)) return nothing;
  const path = configuration?.value ?? '/etc/nginx/nginx.conf';
  const main = modelAt(project, image, path);
  if (main && !main.isOpen) return { models: [main], isComplete: main.servers.length > 0 };
  if (configuration !== undefined && !main) return nothing;
  // The file of the package includes conf.d and sites-enabled; what listens there by itself listens on 80.
  const parts = image.copies
    .flatMap(({ landed }) => landed)
    .filter(({ path: place }) => /^\/etc\/nginx\/(conf\.d\/[^/]+\.conf|sites-enabled\/[^/]+)$/.test(place))
    .flatMap(({ path: place }) => modelAt(project, image, place) ?? []);
  return { models: [...(main ? [main] : []), ...parts], isComplete: main === undefined && parts.some(({ servers }) => servers.length > 0) };
}

function modelAt(project: Project, image: ImageModel, path: string): NginxModel | undefined {
  const fact = image.fileAt(path);
  if (fact.kind !== 'file' || fact.contextPath === undefined) return undefined;
  project.filesFor(image.document.path).read(fact.contextPath);
  const document = project.document(fact.contextPath);
  return document && (project.nginxIn(document) ?? readNginx(document));
}

/** Whether something may change nginx's configuration before it is read. */
function isRewritten(image: ImageModel, { documents }: ServingChain): boolean {
  const rewriting = /\bsed\b|\benvsubst\b|\bperl\b|\bsubstitute\(|\bcrossplane\b|\bjinja|\.replace\(/;
  return (
    documents.some(({ text }, index) => index > 0 && /nginx/.test(text) && rewriting.test(text)) ||
    image.runs.some(({ words }) => rewriting.test(words.join(' ')) && words.some((word) => word === undefined || /nginx/.test(word)))
  );
}
