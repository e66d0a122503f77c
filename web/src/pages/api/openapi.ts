// openapi.ts - the description of the API, read when the site is built.
// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  enum?: string[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  default?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  'x-fault'?: string;
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: 'path' | 'query' | 'header';
  description?: string;
  required?: boolean;
  schema: Schema;
}

export type Content = Record<string, { schema: Schema; example?: unknown }>;

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  'x-roles': string[];
  'x-problems': string[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, { $ref?: string; description?: string; content?: Content }>;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type PathItem = { parameters?: Parameter[] } & Partial<Record<Method, Operation>>;

interface Document {
  info: { title: string; version: string; description: string };
  tags: { name: string; description: string }[];
  paths: Record<string, PathItem>;
  components: {
    schemas: Record<string, Schema>;
    parameters: Record<string, Parameter>;
    responses: Record<string, { content: Record<string, { examples: Record<string, { summary: string }> }> }>;
  };
}

const file = resolve(import.meta.dirname, '../../../build/openapi/openapi.json');
export const document = JSON.parse(readFileSync(file, 'utf8')) as Document;

export interface Call {
  method: string;
  path: string;
  operation: Operation;
  parameters: Parameter[];
}

const methods: Method[] = ['get', 'post', 'put', 'patch', 'delete'];
const last = (ref: string) => ref.split('/').at(-1)!;

const calls: Call[] = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.flatMap((method) => {
    const operation = item[method];
    return operation === undefined ? [] : [{
      method: method.toUpperCase(), path, operation,
      parameters: [...item.parameters ?? [], ...operation.parameters ?? []]
        .map((one) => (one.$ref ? document.components.parameters[last(one.$ref)]! : one)),
    }];
  }));

export const callsOf = (tag: string): Call[] => calls.filter(({ operation }) => operation.tags[0] === tag);

// The name of a schema that has a table of its own: an object, or a choice of them.
export function nameOf({ $ref }: Schema): string | null {
  if (!$ref)
    return null;
  const name = last($ref);
  const { properties, oneOf } = document.components.schemas[name]!;
  return properties || oneOf ? name : null;
}

// What a reference without a table stands for; its own words go before.
export function resolved(schema: Schema): Schema {
  if (!schema.$ref)
    return schema;
  const { $ref: _, ...own } = schema;
  return { ...resolved(document.components.schemas[last(schema.$ref)]!), ...own };
}

function partsOf(schema: Schema): Schema[] {
  const { items, properties = {}, additionalProperties, anyOf = [], oneOf = [] } = schema;
  return [
    ...items ? [items] : [], ...Object.values(properties), ...anyOf, ...oneOf,
    ...typeof additionalProperties === 'object' ? [additionalProperties] : [],
  ];
}

// All that have tables, of those given and of what is in them.
export function tablesOf(schemas: Schema[], found = new Set<string>()): Set<string> {
  for (const schema of schemas) {
    const name = nameOf(schema);
    if (name !== null && found.has(name))
      continue;
    if (name !== null)
      found.add(name);
    tablesOf(partsOf(resolved(schema)), found);
  }
  return found;
}

export const bodiesOf = ({ operation }: Call): Schema[] => [
  operation.requestBody?.content ?? {}, ...Object.values(operation.responses).map(({ content = {} }) => content),
].flatMap((content) => Object.values(content)).map(({ schema }) => schema);

export interface ProblemKind {
  status: string;
  slug: string;
  title: string;
}

// Every problem there is, by status.
export const problems: ProblemKind[] = [...new Map(
  Object.entries(document.components.responses).flatMap(([key, { content }]) =>
    Object.values(content).flatMap(({ examples }) => Object.entries(examples))
      .map(([slug, { summary }]) => [slug, { status: key.slice(0, 3), slug, title: summary }] as const)),
).values()].sort((a, b) => a.status.localeCompare(b.status) || a.slug.localeCompare(b.slug));
