// What waits for a provider, and what has happened.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { SummaryList } from '#components/index.ts';
import { News } from '#market/news.tsx';
import { accreditationStates } from '#market/tags.tsx';
import { unsigned } from '#provider/agreement.ts';
import { Deadline } from '#provider/deadline.tsx';
import { type Invitation, openInvitations } from '#provider/invitations.tsx';
import { screen, type View } from '#site/screen.tsx';
import { plural } from '#site/words.ts';

interface Waiting {
  invitations: Invitation[];
  placements: Schemas['Placement'][];
  asked: Schemas['Application'][];
  unsigned: Schemas['Application'][];
  drafts: Schemas['Application'][];
  doubtful: Schemas['Accreditation'][];
  enquiries: Schemas['EnquiryItem'][];
  homes: number;
  news: Schemas['Notification'][];
}

const applications = (state: Schemas['ApplicationState']) => everything((cursor) =>
  body(api.GET('/v1/applications', { params: { query: { state, cursor } } })));

async function load(): Promise<Waiting> {
  const [invitations, placements, asked, sent, drafts, accreditations, enquiries, homes, news] = await Promise.all([
    openInvitations(),
    everything((cursor) => body(api.GET('/v1/placements', { params: { query: { state: 'awaiting_provider', cursor } } }))),
    applications('information_requested'),
    applications('submitted'),
    applications('draft'),
    everything((cursor) => body(api.GET('/v1/accreditations', { params: { query: { cursor } } }))),
    everything((cursor) => body(api.GET('/v1/enquiries', { params: { query: { state: 'sent', cursor } } }))),
    body(api.GET('/v1/establishments', { params: { query: { limit: 1 } } })),
    body(api.GET('/v1/notifications', { params: { query: { limit: 5 } } })),
  ]);
  return {
    invitations: invitations.filter(({ response }) => response === 'none'),
    placements, asked, drafts, enquiries,
    unsigned: await unsigned([...asked, ...sent]),
    doubtful: accreditations.filter(({ state }) => ['dormant', 'suspended', 'under_review'].includes(state)),
    homes: homes.items.length,
    news: news.items,
  };
}

function Link({ href, text }: { href: string; text: string }) {
  return <a class="govuk-link" href={href}>{text}</a>;
}

function ToDo({ invitations, placements, asked, unsigned, drafts, enquiries, doubtful }: Waiting) {
  const [soonest] = invitations;
  const nothing = [invitations, placements, asked, unsigned, drafts, enquiries, doubtful].every(({ length }) => length === 0);
  if (nothing)
    return <p class="govuk-body">Nothing waits for you.</p>;
  return (
    <SummaryList
      rows={[
        soonest && {
          key: { text: 'Invitations to answer' },
          value: { text: (
            <>
              <Link href="/provider/invitations/" text={plural(invitations.length, 'invitation')} />
              <br />The next one by <Deadline deadline={soonest.deadline} open />
            </>
          ) },
        },
        placements.length > 0 && {
          key: { text: 'Placements to sign' },
          value: { text: placements.map(({ id, reference, terms }) => (
            <><Link href={`/provider/placements/${id}/`} text={`${reference}: ${terms.title}`} /><br /></>)) },
        },
        asked.length > 0 && {
          key: { text: 'Information asked for' },
          value: { text: asked.map(({ id, reference }) => (
            <><Link href={`/provider/applications/${id}/information/`} text={reference} /><br /></>)) },
        },
        unsigned.length > 0 && {
          key: { text: 'Agreements to sign' },
          value: { text: unsigned.map(({ id, reference }) => (
            <><Link href={`/provider/applications/${id}/agreement/`} text={`Agreement for ${reference}`} /><br /></>)) },
        },
        drafts.length > 0 && {
          key: { text: 'Applications to finish' },
          value: { text: drafts.map(({ id, reference }) => (
            <><Link href={`/provider/applications/${id}/`} text={reference} /><br /></>)) },
        },
        enquiries.length > 0 && {
          key: { text: 'Enquiries to answer' },
          value: { text: <Link href="/provider/enquiries/?state=sent" text={plural(enquiries.length, 'enquiry', 'enquiries')} /> },
        },
        doubtful.length > 0 && {
          key: { text: 'Accreditations to look at' },
          value: { text: doubtful.map(({ id, establishment, state }) => (
            <><Link href={`/provider/accreditations/${id}/`} text={`${establishment.name}: ${accreditationStates[state][0]}`} /><br /></>)) },
        },
      ]}
    />
  );
}

void screen({
  load,
  view: ({ data, me }: View<Waiting>) => (
    <>
      <span class="govuk-caption-l">{me.organisation.name}</span>
      <h1 class="govuk-heading-l">What waits for you</h1>
      <ToDo {...data} />
      {data.homes === 0 && (
        <p class="govuk-body">
          Begin with a home: <Link href="/provider/homes/new/" text="add the first one" />, then{' '}
          <Link href="/schemes/" text="apply to a scheme" /> for it.
        </p>
      )}
      <ul class="govuk-list">
        <li><Link href="/provider/homes/" text="Your homes, and how many places are free" /></li>
        <li><Link href="/provider/accreditations/" text="Your accreditations" /></li>
        <li><Link href="/provider/documents/" text="Your documents" /></li>
        <li><Link href="/schemes/" text="Schemes that you can join" /></li>
        <li><Link href="/provider/events/" text="Events for providers" /></li>
      </ul>
      <h2 class="govuk-heading-m">What has happened</h2>
      <News items={data.news} role="provider" />
      <p class="govuk-body"><Link href="/account/news/" text="All that has happened" /></p>
    </>
  ),
});
