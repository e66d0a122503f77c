// components.test.tsx - our components beside GOV.UK's: for each of GOV.UK's
// fixtures, the same options give the same HTML.
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { after, test } from 'node:test';

import { type ComponentType, h } from 'preact';
import { render } from 'preact-render-to-string';

import * as components from '../src/components/index.ts';
import { fromHtml, normal } from './html.ts';

const { Checkboxes, Input, Radios, Select, Table, Tag } = components;

type Options = Record<string, unknown>;

interface Fixture {
  name: string;
  options: Options;
  html: string;
}

// What GOV.UK's components do and ours do not, each with the reason.
const LEFT_OUT: Record<string, Record<string, string>> = {
  pagination: { 'with empty items': 'Our types have no item without a number.' },
  select: {
    hint: 'Our types ask for the items.',
    'with falsy values': 'Our types have no value that is not text or a number.',
  },
};

// What ours never draw. A council's footer has no crown and no Crown copyright,
// and a licence only where the council names one.
function dropped(name: string, options: Options): string[] {
  if (name !== 'footer')
    return [];
  const crown = ['govuk-footer__crown', 'govuk-footer__meta-item'];
  return options.contentLicence ? crown
    : [...crown, 'govuk-footer__licence-logo', 'govuk-footer__licence-description'];
}

// The slots of a service navigation are HTML by themselves, but for one that
// can be an object too.
function slotsAsProps({ end, ...others }: Options): Options {
  const elements = Object.entries(others).map(([slot, html]) => [slot, fromHtml(String(html))]);
  return {
    end: asProps(typeof end === 'string' ? { html: end } : end),
    ...Object.fromEntries(elements),
  };
}

// Nunjucks options by our rule: at any depth { html } is { text: elements }, and
// titleHtml is titleText. Where both are given, GOV.UK takes the HTML.
function asProps(options: unknown): unknown {
  if (Array.isArray(options))
    return options.map(asProps);
  if (typeof options !== 'object' || options === null)
    return options;
  const props: Options = {};
  const html: Options = {};
  for (const [name, value] of Object.entries(options)) {
    if (name === 'attributes')
      props[name] = value;
    else if (name === 'slots')
      props[name] = slotsAsProps(value);
    else if (name === 'html' || name.endsWith('Html'))
      html[name.replace('html', 'text').replace('Html', 'Text')] = value && fromHtml(value);
    else
      props[name] = asProps(value);
  }
  return { ...props, ...html };
}

function componentOf(name: string): ComponentType<Options> {
  const exported = name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
  return (components as unknown as Record<string, ComponentType<Options>>)[exported]!;
}

function ours(name: string, { options }: Fixture): string {
  const { text, ...props } = asProps(options) as Options;
  try {
    return normal(render(h(componentOf(name), { ...props, children: text })));
  } catch (error) {
    return String(error);
  }
}

function theirs(name: string, { options, html }: Fixture): string {
  return normal(html, dropped(name, options));
}

const SOURCES = new URL('../src/components/', import.meta.url);
const FIXTURES = new URL('../node_modules/govuk-frontend/dist/govuk/components/', import.meta.url);

function fixturesOf(name: string): Fixture[] {
  return JSON.parse(readFileSync(new URL(`${name}/fixtures.json`, FIXTURES), 'utf8')).fixtures;
}

const names = readdirSync(SOURCES).map((file) => file.replace('.tsx', ''))
  .filter((name) => existsSync(new URL(`${name}/fixtures.json`, FIXTURES)));
let proved = 0;
let leftOut = 0;

for (const name of names) {
  test(`${name} is GOV.UK's`, () => {
    const fixtures = fixturesOf(name).filter((fixture) => !LEFT_OUT[name]?.[fixture.name]);
    assert.deepEqual(
      Object.fromEntries(fixtures.map((fixture) => [fixture.name, ours(name, fixture)])),
      Object.fromEntries(fixtures.map((fixture) => [fixture.name, theirs(name, fixture)])),
    );
    proved += fixtures.length;
  });
}

test('what is left out is still there, and still differs', () => {
  for (const [name, reasons] of Object.entries(LEFT_OUT)) {
    for (const left of Object.keys(reasons)) {
      const fixture = fixturesOf(name).find((candidate) => candidate.name === left);
      assert.ok(fixture, `${name} has no fixture '${left}' any more`);
      assert.notEqual(ours(name, fixture), theirs(name, fixture), `${name}: '${left}' would pass`);
      leftOut += 1;
    }
  }
});

test('what the policy forbids does not compile', () => {
  // @ts-expect-error An inline style.
  h(Tag, { attributes: { style: 'color: red' } }, 'New');
  // @ts-expect-error HTML as text.
  h(Tag, { attributes: { dangerouslySetInnerHTML: { __html: '<b>New</b>' } } }, 'New');
});

test('a handler is passed through, typed by its element', () => {
  let typed = '';
  const input = (
    <Input name="postcode" label={{ text: 'Postcode' }}
      attributes={{ onInput: (event) => { typed = event.currentTarget.value; }, 'data-step': 1 }} />
  );
  assert.match(render(input), /<input [^>]*data-step="1"/);
  assert.equal(typed, '');
});

test('nothing is chosen by us where the page does not say', () => {
  const options = [{ value: 'a', text: 'A' }, { value: 'b', text: 'B' }];
  const items = options.map((item) =>
    ({ ...item, attributes: { defaultChecked: item.value === 'b' } }));
  assert.match(render(<Radios name="r" items={items} />), /id="r-2"[^>]* checked/);
  assert.match(render(<Checkboxes name="c" items={items} />), /id="c-2"[^>]* checked/);
  const select = <Select name="s" label={{ text: 'S' }} items={options} />;
  assert.doesNotMatch(render(select), / selected/);
});

test('a table that is stacked is still one to a screen reader', () => {
  const html = render(
    <Table stacked firstCellIsHeader head={[{ text: 'Home' }, { text: 'State' }]}
      rows={[[{ text: 'Beechwood' }, { text: 'Active' }]]} />,
  );
  const roles = [...html.matchAll(/<(table|thead|tbody|tr|th|td) [^>]*role="(\w+)"/g)].map(([, tag, role]) => `${tag} ${role}`);
  assert.deepEqual(roles, ['table table', 'thead rowgroup', 'tr row', 'th columnheader', 'th columnheader',
    'tbody rowgroup', 'tr row', 'th rowheader', 'td cell']);
  assert.match(html, /<td [^>]*data-label="State"[^>]*>Active/);
});

after(() => {
  console.log(`${names.length} components: ${proved} fixtures of GOV.UK's proved, `
    + `${leftOut} left out`);
});
