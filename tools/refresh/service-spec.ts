/** The part of `@aws-cdk/aws-service-spec` that is used; the package itself is not a dependency of the project. */
export interface ServiceSpec {
  all(kind: 'resource'): Iterable<SpecResource>;
  follow(relation: 'usesType', from: SpecResource): Iterable<{ readonly entity: SpecDefinition }>;
}

export interface SpecResource {
  readonly cloudFormationType: string;
  readonly properties: Readonly<Record<string, SpecProperty>>;
}

export interface SpecDefinition {
  readonly name: string;
  readonly properties: Readonly<Record<string, SpecProperty>>;
}

export interface SpecProperty {
  readonly required?: boolean;
  readonly causesReplacement?: 'yes' | 'no' | 'maybe';
}

export declare function loadAwsServiceSpecSync(): ServiceSpec;
