// enquiries.tsx - what people who pay for themselves wrote to homes: the list
// and one of them, for the home's provider and for the lead authority.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

import { api, body, type Schemas } from '#api/client.ts';
import { Breadcrumbs } from '#components/index.ts';
import { asked, Filters } from '#lists/list.tsx';
import { More } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { Facts } from '#site/facts.tsx';
import { Quoted } from '#site/quoted.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime } from '#site/words.ts';
import { moving, replies } from './enquiry-words.ts';
import { enquiryStates, EnquiryTag, optionsOf } from './tags.tsx';

type Enquiry = Schemas['Enquiry'];
type Item = Schemas['EnquiryItem'];

const { sent, answered } = enquiryStates;

const page = (query: URLSearchParams, cursor?: string) => {
  // What is no state the API says.
  const state = asked(query, 'state') as Schemas['EnquiryState'] | undefined;
  return body(api.GET('/v1/enquiries', { params: { query: { state, cursor } } }));
};

function List({ items, home, filtered }: { items: Item[]; home: string; filtered: boolean }) {
  if (items.length === 0)
    return <p class="govuk-body">{filtered ? 'There are none like that.' : 'Nobody has written yet.'}</p>;
  return (
    <WideTable caption="The newest first" firstCellIsHeader
      head={[{ text: 'Sent' }, { text: 'Home' }, { text: 'A place is wanted' }, { text: 'Reply' }, { text: 'State' }]}
      rows={items.map(({ id, sent_at, establishment, moving_when, reply_by, state }) => [
        { text: (
          <a class="govuk-link" href={`${home}${id}/`}>
            {atTime(sent_at)}<span class="govuk-visually-hidden">{` to ${establishment.name}`}</span>
          </a>
        ) },
        { text: establishment.name },
        { text: moving_when === null ? 'Not said' : moving[moving_when] },
        { text: replies[reply_by] },
        { text: <EnquiryTag state={state} /> },
      ])}
    />
  );
}

// `home` is the list's own address; `about` says whose enquiries these are.
export const enquiryList = (home: string, about: string) => screen({
  load: ({ query }) => page(query),
  view: ({ data, query }) => (
    <>
      <h1 class="govuk-heading-l">Enquiries</h1>
      <p class="govuk-body">{about}</p>
      <Filters query={query} filters={[
        { name: 'state', label: 'State', all: 'All states', options: optionsOf({ sent, answered }) },
      ]} />
      <More first={data} load={(cursor) => page(query, cursor)}>
        {(items) => <List items={items} home={home} filtered={asked(query, 'state') !== undefined} />}
      </More>
    </>
  ),
});

const link = (href: string, text: string) => <a class="govuk-link" href={href}>{text}</a>;

function EnquiryFacts({ enquiry: { state, contact: { name, email, telephone }, ...enquiry } }: { enquiry: Enquiry }) {
  return (
    <Facts of={[
      ['State', <EnquiryTag state={state} />],
      ['From', name],
      ['E-mail address', link(`mailto:${encodeURIComponent(email)}`, email)],
      telephone !== null && ['Telephone', link(`tel:${telephone.replaceAll(/[^+\d]/g, '')}`, telephone)],
      ['How they want a reply', replies[enquiry.reply_by]],
      ['When a place is wanted', enquiry.moving_when === null ? 'Not said' : moving[enquiry.moving_when]],
      ['Sent', atTime(enquiry.sent_at)],
      enquiry.answered_at !== null && ['Marked as answered', atTime(enquiry.answered_at)],
    ]} />
  );
}

// `after` is what can be done about it by whoever reads it.
export const enquiryScreen = (home: string, after?: (view: View<Enquiry>) => ComponentChildren) => screen({
  load: ({ ids: [enquiry_id = ''] }) =>
    body(api.GET('/v1/enquiries/{enquiry_id}', { params: { path: { enquiry_id } } })),
  title: ({ establishment }) => `Enquiry to ${establishment.name}`,
  view: (view) => {
    const { data: enquiry } = view;
    return (
      <>
        <Breadcrumbs items={[{ text: 'Enquiries', href: home }, { text: enquiry.establishment.name }]} />
        <h1 class="govuk-heading-l">{`Enquiry to ${enquiry.establishment.name}`}</h1>
        <EnquiryFacts enquiry={enquiry} />
        <h2 class="govuk-heading-m">What they wrote</h2>
        <Quoted text={enquiry.message} />
        {after?.(view)}
      </>
    );
  },
});
