// The agreement of a scheme: its versions, the next one, and who has signed.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, type Schemas } from '#api/client.ts';
import { Details, Tag, WarningText } from '#components/index.ts';
import { ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { loadScheme, SchemeFrame } from '#lead/scheme-frame.tsx';
import { asked, PageLinks } from '#lists/list.tsx';
import { More, type Page } from '#lists/more.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { AgreementText } from '#market/agreement.tsx';
import { ApplicationTag } from '#market/tags.tsx';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';
import { onDay } from '#site/words.ts';

type Application = Schemas['Application'];

interface Whole {
  scheme: Schemas['Scheme'];
  versions: Page<Schemas['Agreement']>;
  applications: Page<Application>;
}

// Each comes with all of its text.
const versionsOf = (scheme_id: string, cursor?: string) =>
  body(api.GET('/v1/schemes/{scheme_id}/agreements', { params: { path: { scheme_id }, query: { limit: 10, cursor } } }));

async function load(scheme_id: string, cursor: string | undefined): Promise<Whole> {
  const [scheme, versions, applications] = await Promise.all([
    loadScheme(scheme_id), versionsOf(scheme_id),
    body(api.GET('/v1/applications', { params: { query: { scheme_id, limit: 25, cursor } } })),
  ]);
  return { scheme, versions, applications };
}

function Versions({ scheme, versions }: Whole) {
  if (versions.items.length === 0)
    return <p class="govuk-body">There is none. Whoever joins accepts the terms of the scheme, and signs nothing else.</p>;
  return (
    <More first={versions} load={(cursor) => versionsOf(scheme.id, cursor)}>
      {(items) => items.map((agreement, n) => (
        <Details key={agreement.id} summaryText={`Version ${agreement.version}: ${agreement.title}${n === 0 ? ', to be signed today' : ''}`}>
          <AgreementText agreement={agreement} />
        </Details>
      ))}
    </More>
  );
}

function Publish({ scheme, versions }: Whole) {
  const [newest] = versions.items;
  const form = useForm({
    read: (values) => ({ title: values.text('title'), content: values.text('content') }),
    send: (body, headers) => answer(api.POST('/v1/schemes/{scheme_id}/agreements',
      { params: { path: { scheme_id: scheme.id } }, body, headers })),
    done: ({ data: { version } }) => goTo(location.pathname, `Version ${version} is published`),
  });
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">{newest ? 'Publish another version' : 'Publish an agreement'}</h2>
      <TextField form={form} name="title" label="Title" value={newest?.title} />
      <ProseField form={form} name="content" label="The whole agreement" hint="Everybody can read it before they apply" most={100_000} rows={12} />
      <WarningText>
        It cannot be changed or taken back, and is the one to sign from now on. Whoever signed an earlier version is bound by
        that one. An application without any signature is not decided until it has one.
      </WarningText>
      <SendButton form={form} text="Publish it" />
    </Form>
  );
}

const waits = ({ state }: Application) => state === 'submitted' || state === 'information_requested';

function Signed({ application, versions }: { application: Application; versions: number }) {
  const { agreement } = application;
  if (agreement)
    return <>{`Version ${agreement.version}, on ${onDay(agreement.signed_at)}`}</>;
  return versions > 0 && waits(application) ? <Tag classes="govuk-tag--yellow">To be signed</Tag> : <>Not signed</>;
}

function Signatures({ data: { versions, applications: { items, next } }, query }: View<Whole>) {
  if (items.length === 0)
    return <p class="govuk-body">No application has been sent in yet, so nobody has signed.</p>;
  return (
    <>
      <WideTable caption="Who has signed, what is due first at the top" firstCellIsHeader
        head={[{ text: 'Application' }, { text: 'Provider' }, { text: 'State' }, { text: 'Agreement' }]}
        rows={items.map((application) => [
          { text: <a class="govuk-link" href={`/lead/applications/${application.id}/`}>{application.reference}</a> },
          { text: application.provider.name },
          { text: <ApplicationTag state={application.state} /> },
          { text: <Signed application={application} versions={versions.items.length} /> },
        ])} />
      <PageLinks query={query} next={next} />
    </>
  );
}

void screen<Whole>({
  load: ({ ids: [scheme_id = ''], query }) => load(scheme_id, asked(query, 'cursor')),
  title: ({ scheme }) => `Agreement: ${scheme.name}`,
  view: (view) => (
    <SchemeFrame scheme={view.data.scheme} title="Agreement">
      <p class="govuk-body">What providers sign to join.</p>
      <Versions {...view.data} />
      <Signatures {...view} />
      {!['closing', 'closed', 'abandoned'].includes(view.data.scheme.state) && <Publish {...view.data} />}
    </SchemeFrame>
  ),
});
