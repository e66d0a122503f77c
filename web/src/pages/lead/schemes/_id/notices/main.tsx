// The notices of a scheme: drafted here, published elsewhere, recorded here.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { Details, Tag } from '#components/index.ts';
import { DateField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { regimes } from '#market/scheme.ts';
import { Facts } from '#site/facts.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { inWords, onDay } from '#site/words.ts';

interface Notices {
  scheme: Schemas['Scheme'];
  notices: Schemas['Notice'][];
}

function Publish({ notice }: { notice: Schemas['Notice'] }) {
  const path = { scheme_id: notice.scheme_id, notice_id: notice.id };
  const form = useForm({
    read: (values) => ({ reference: values.text('reference'), published_on: values.date('published_on') }),
    send: (body, headers) => answer(api.POST('/v1/schemes/{scheme_id}/notices/{notice_id}/publication', { params: { path }, body, headers })),
    done: () => goTo(location.pathname, 'Everybody sees the notice now'),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">Publish it on the central platform first. From then on everybody sees it here, too.</p>
      <TextField form={form} name="reference" label="Reference on the central platform" width={20} />
      <DateField form={form} name="published_on" label="Published on" />
      <SendButton form={form} text="Record the publication" />
    </Form>
  );
}

function Content({ content }: { content: Schemas['NoticeContent'] }) {
  return (
    <Facts
      of={[
        ['Scheme', `${content.name} (${content.reference})`],
        ['Lead authority', content.lead.name],
        ['Councils', content.councils.map(({ name, kind }) => `${name} (${kind})`).join(', ')],
        ['Law', regimes[content.regime]],
        ['Runs', `${onDay(content.valid_from)} to ${onDay(content.valid_to)}`],
        ['Categories', content.categories.map(({ name }) => name).join(', ')],
        content.description && ['Description', content.description],
        content.reason && ['Reason', content.reason],
      ]}
    />
  );
}

function Notice({ notice, chosen }: { notice: Schemas['Notice']; chosen: boolean }) {
  const name = `${inWords(notice.kind)} notice${notice.series ? ` (${notice.series})` : ''}, version ${notice.version}`;
  return (
    <section aria-labelledby={`notice-${notice.id}`}>
      <h2 class="govuk-heading-m" id={`notice-${notice.id}`}>{name}</h2>
      <p class="govuk-body">
        {notice.published_on ? <Tag classes="govuk-tag--green">Published</Tag> : <Tag classes="govuk-tag--blue">Draft</Tag>}
        {notice.published_on ? ` ${onDay(notice.published_on)}, ${notice.reference}` : ` Drafted ${onDay(notice.created_at)}`}
        {`. ${notice.provision}`}
      </p>
      <Details summaryText="What it says"><Content content={notice.content} /></Details>
      {notice.published_on === null && (chosen ? <Publish notice={notice} /> : (
        <p class="govuk-body">
          <a class="govuk-link" href={`?publish=${notice.id}`}>Record where it was published<span class="govuk-visually-hidden">{`: ${name}`}</span></a>
        </p>
      ))}
    </section>
  );
}

void screen<Notices>({
  load: async ({ ids: [scheme_id = ''] }) => {
    const [scheme, notices] = await Promise.all([
      loadScheme(scheme_id),
      everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/notices', { params: { path: { scheme_id }, query: { cursor } } }))),
    ]);
    return { scheme, notices };
  },
  title: ({ scheme }) => `Notices: ${scheme.name}`,
  view: ({ data: { scheme, notices }, query }: View<Notices>) => (
    <SchemeFrame scheme={scheme} title="Notices">
      {notices.length === 0 && <p class="govuk-body">There is no notice yet. One is drafted here by itself when the law asks for it: when the scheme opens, changes or ends.</p>}
      {notices.map((notice) => <Notice key={notice.id} notice={notice} chosen={query.get('publish') === notice.id} />)}
    </SchemeFrame>
  ),
});
