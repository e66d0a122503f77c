// reference.tsx - the operations of one part of the API, and what they send.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { Breadcrumbs, Details, SummaryList, Table } from '#components/index.ts';
import { plural } from '#site/words.ts';
import {
  bodiesOf, type Call, callsOf, type Content, document, nameOf, type Parameter, resolved, type Schema,
  tablesOf,
} from './openapi.ts';

const schemas = document.components.schemas;

// The descriptions mark names of members as `this`.
export function Text({ children }: { children: string }) {
  return (
    <>
      {children.split('`').map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}
    </>
  );
}

const separated = (parts: ComponentChildren[], by: string) =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [by, part]));

const limits: ['minimum' | 'maximum' | 'maxLength', (limit: number) => string][] = [
  ['minimum', (limit) => `at least ${limit}`], ['maximum', (limit) => `at most ${limit}`],
  ['maxLength', (limit) => `at most ${plural(limit, 'character')}`],
];

const formats: Record<string, string> = {
  uuid: 'UUID', date: 'day', 'date-time': 'time', email: 'e-mail address', line: 'one line of text',
  prose: 'text', postcode: 'postcode', uri: 'address of a page',
};

function plainType({ type, format, enum: words, const: only }: Schema): string {
  if (words)
    return `one of ${words.join(', ')}`;
  if (only !== undefined)
    return JSON.stringify(only);
  return [type ?? 'anything'].flat()
    .map((one) => (one === 'string' && format ? formats[format] ?? format : one)).join(' or ');
}

// What may stand there, with a link where that has members of its own.
function Type({ schema }: { schema: Schema }): preact.JSX.Element {
  const name = nameOf(schema);
  if (name !== null)
    return <a class="govuk-link" href={`#${name}`}>{name}</a>;
  const { anyOf, oneOf, items, additionalProperties, ...rest } = resolved(schema);
  const choice = anyOf ?? oneOf;
  if (choice)
    return <>{separated(choice.map((one) => <Type schema={one} />), ' or ')}</>;
  if (items)
    return <>list of <Type schema={items} /></>;
  if (typeof additionalProperties === 'object')
    return <>map of <Type schema={additionalProperties} /></>;
  const bounds = rest.enum ? [] : limits.flatMap(([key, words]) =>
    (rest[key] === undefined ? [] : [words(rest[key])]));
  return <>{[plainType(rest), ...bounds].join(', ')}</>;
}

function Meaning({ schema, description }: { schema: Schema; description?: string }) {
  const { description: general, format, 'x-fault': how, default: otherwise } = resolved(schema);
  // What goes for every UUID or line of text is said by the type.
  const own = schema.description ?? (nameOf(schema) || format ? undefined : general);
  const words = [description ?? own, how,
    otherwise !== undefined && `${JSON.stringify(otherwise)} when it is left out.`].filter(Boolean);
  return (
    <>
      <Type schema={schema} />
      {words.map((text) => <><br /><Text>{text as string}</Text></>)}
    </>
  );
}

function Members({ caption, rows }: { caption: string; rows: [string, boolean, ComponentChildren][] }) {
  return (
    <Table
      caption={caption} classes="members" firstCellIsHeader
      head={[{ text: 'Name' }, { text: 'What it is' }]}
      rows={rows.map(([name, required, text]) => [
        { text: <><code>{name}</code>{required ? '' : ' (optional)'}</> }, { text },
      ])}
    />
  );
}

function Parameters({ call }: { call: Call }) {
  const rows = call.parameters.filter((one) => one.in !== 'header' && !(one.in === 'path' && isId(one)));
  return rows.length === 0 ? null : (
    <Members caption="In the address"
      rows={rows.map(({ name, required, schema, description }) =>
        [name, required === true, <Meaning schema={schema} description={description} />])} />
  );
}

// {referral_id} needs no explanation.
const isId = ({ name }: Parameter) => name.endsWith('_id');

function Body({ content }: { content: Content }) {
  const types = Object.keys(content);
  const [first] = Object.values(content);
  return (
    <>
      {types[0] === 'application/json' ? <Type schema={first!.schema} /> : types.join(', ')}
      {types[0] === 'application/x-www-form-urlencoded' && <>: <Type schema={first!.schema} /></>}
    </>
  );
}

function Example({ name, content }: { name: string; content: Content | undefined }) {
  const example = content?.['application/json']?.example;
  return example === undefined ? null : (
    <Details summaryText={name}>
      <pre class="code" tabIndex={0}><code>{JSON.stringify(example, null, 2)}</code></pre>
    </Details>
  );
}

const roles: Record<string, string> = {
  public: 'anybody', lead: 'lead authorities', council: 'councils', provider: 'providers',
  auditor: 'auditors', portal: 'portals',
};

function Operation({ call }: { call: Call }) {
  const { operation: { operationId, summary, description, ...rest }, method, path } = call;
  const headers = call.parameters.filter((one) => one.in === 'header')
    .map(({ name, required }) => `${name}${required ? ' (required)' : ''}`)
    .filter((name) => name !== 'X-Request-Id');
  const done = Object.entries(rest.responses).filter(([status]) => status < '300');
  return (
    <section id={operationId} class="operation" aria-labelledby={`${operationId}-name`}>
      <h2 class="govuk-heading-m" id={`${operationId}-name`}>{summary}</h2>
      <p class="govuk-body"><strong class="govuk-tag">{method}</strong> <code>{path}</code></p>
      <p class="govuk-body"><Text>{description}</Text></p>
      <SummaryList rows={[
        { key: { text: 'For' }, value: { text: rest['x-roles'].map((role) => roles[role] ?? role).join(', ') } },
        headers.length > 0 && { key: { text: 'Headers' }, value: { text: headers.join(', ') } },
        rest.requestBody && { key: { text: 'Takes' }, value: { text: <Body content={rest.requestBody.content} /> } },
        ...done.map(([status, { content }]) => ({
          key: { text: `Answers ${status}` }, value: { text: content ? <Body content={content} /> : 'nothing' },
        })),
        rest['x-problems'].length > 0 && {
          key: { text: 'Its own problems' },
          value: { text: separated(rest['x-problems'].map((slug) =>
            <a class="govuk-link" href={`/problems/${slug}`}>{slug}</a>), ', ') },
        },
      ]} />
      <Parameters call={call} />
      <Example name="Example of what it takes" content={rest.requestBody?.content} />
      <Example name="Example of its answer" content={done[0]?.[1].content} />
    </section>
  );
}

function Shape({ name }: { name: string }) {
  const { description, properties, required = [], oneOf } = schemas[name]!;
  return (
    <section id={name} aria-labelledby={`${name}-name`}>
      <h3 class="govuk-heading-s" id={`${name}-name`}>{name}</h3>
      {description && <p class="govuk-body"><Text>{description}</Text></p>}
      {oneOf && <p class="govuk-body">{separated(oneOf.map((one) => <Type schema={one} />), ' or ')}</p>}
      {properties && (
        <Members caption={`Members of ${name}`}
          rows={Object.entries(properties).map(([member, schema]) =>
            [member, required.includes(member), <Meaning schema={schema} />])} />
      )}
    </section>
  );
}

export const titleOf = (tag: string) => tag.charAt(0).toUpperCase() + tag.slice(1).replaceAll('-', ' ');

export function Reference({ tag, description }: { tag: string; description: string }) {
  const calls = callsOf(tag);
  const shapes = [...tablesOf(calls.flatMap(bodiesOf))].sort();
  return (
    <div class="reference">
      <Breadcrumbs items={[{ text: 'The API', href: '/api/' }, { text: titleOf(tag) }]} />
      <h1 class="govuk-heading-l">{titleOf(tag)}</h1>
      <p class="govuk-body-l">{description}</p>
      <nav aria-label="Operations">
        <ul class="govuk-list">
          {calls.map(({ method, path, operation }) => (
            <li>
              <a class="govuk-link" href={`#${operation.operationId}`}>{operation.summary}</a>{' '}
              <code>{`${method} ${path}`}</code>
            </li>
          ))}
        </ul>
      </nav>
      {calls.map((call) => <Operation call={call} />)}
      {shapes.length > 0 && <h2 class="govuk-heading-m">Bodies</h2>}
      {shapes.map((name) => <Shape name={name} />)}
    </div>
  );
}
