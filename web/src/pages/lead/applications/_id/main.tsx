// One application: the homes in it, who applies, and what was asked.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, ifThere, type Schemas } from '#api/client.ts';
import { Details, InsetText } from '#components/index.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { addressOf, ApplicationFrame, entryAddress } from '#lead/application-frame.tsx';
import { DueOn, today } from '#lead/due.tsx';
import { application } from '#lead/load.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { categoryNames } from '#market/load.ts';
import { ApplicationTag, EntryTag } from '#market/tags.tsx';
import { Facts } from '#site/facts.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime, onDay } from '#site/words.ts';

interface Whole {
  application: Schemas['Application'];
  scheme: Schemas['Scheme'];
  names: Map<string, string>;
  requests: Schemas['InformationRequest'][];
  extension: Schemas['AssessmentExtension'] | undefined;
  today: string;
}

async function load(application_id: string): Promise<Whole> {
  const path = { application_id };
  const one = await application(application_id);
  const [scheme, names, requests, extension, now] = await Promise.all([
    body(api.GET('/v1/schemes/{scheme_id}', { params: { path: { scheme_id: one.scheme_id } } })),
    categoryNames([one.scheme_id]),
    body(api.GET('/v1/applications/{application_id}/information-requests', { params: { path } })),
    ifThere(api.GET('/v1/applications/{application_id}/assessment-extension', { params: { path } })),
    today(one.scheme_id),
  ]);
  return { application: one, scheme, names, requests: requests.items, extension: extension?.data, today: now };
}

function Homes({ application, names }: Whole) {
  return (
    <WideTable caption="Homes and categories" firstCellIsHeader
      head={[{ text: 'Home' }, { text: 'Category' }, { text: 'State' }]}
      rows={application.entries.map((entry) => [
        { text: <a class="govuk-link" href={entryAddress(application.id, entry.id)}>{entry.establishment_name}</a> },
        { text: names.get(entry.category_id) ?? entry.category_code },
        { text: <EntryTag state={entry.state} /> },
      ])}
    />
  );
}

function MoreTime({ data: { application, extension }, reload }: View<Whole>) {
  const params = { path: { application_id: application.id } };
  const form = useForm({
    read: (values) => ({ reason: values.text('reason') }),
    send: (body, headers) => answer(api.POST('/v1/applications/{application_id}/assessment-extension',
      { params, body, headers })),
    done: ({ data }) => reload(`It is now due by ${onDay(data.due_after)}`),
  });
  if (extension)
    return (
      <InsetText>
        {`On ${onDay(extension.extended_at)} the day was moved from ${onDay(extension.due_before)} to `}
        {`${onDay(extension.due_after)}: ${extension.reason}`}
      </InsetText>
    );
  if (application.state !== 'submitted')
    return null;
  return (
    <Details summaryText="Take more time for the decision">
      <Form form={form}>
        <ProseField form={form} name="reason" label="Why it takes longer" hint="The provider reads this" most={2000} rows={3} />
        <SendButton form={form} text="Take more time" secondary />
      </Form>
    </Details>
  );
}

function Overview(view: View<Whole>) {
  const { data: { application, scheme, requests, today } } = view;
  const { signatory, tranche, agreement, withdrawal_reason } = application;
  const open = requests.find(({ answered_at }) => answered_at === null);
  const link = (page: string, text: string) => (
    <li><a class="govuk-link" href={addressOf(application.id, page)}>{text}</a></li>
  );
  return (
    <ApplicationFrame application={application}>
      {open && application.state === 'information_requested' && (
        <InsetText>
          {`Waits for the provider, who was asked for information by ${onDay(open.answer_by)}. `}
          Until it has answered, nothing is assessed or decided.
        </InsetText>
      )}
      <Facts
        of={[
          ['State', <ApplicationTag state={application.state} />],
          ['Decision due', <DueOn application={application} today={today} />],
          application.lapses_after !== null && ['Lapses after', onDay(application.lapses_after)],
          ['Scheme', <a class="govuk-link" href={`/lead/schemes/${scheme.id}/`}>{scheme.name}</a>],
          application.submitted_at !== null && ['Sent in', atTime(application.submitted_at)],
          signatory && ['Signed by', `${signatory.name}, ${signatory.position}`],
          tranche && ['Tranche', tranche.name],
          agreement && ['Agreement signed', `Version ${agreement.version}, ${atTime(agreement.signed_at)}`],
          withdrawal_reason !== null && ['Withdrawn because', withdrawal_reason],
        ]}
      />
      <Homes {...view.data} />
      <MoreTime {...view} />
      <h2 class="govuk-heading-m">About the applicant</h2>
      <ul class="govuk-list">
        {link('parties', 'Who applies, what was declared, and the financial risk')}
        {link('documents', 'Documents')}
        {link('information', `Information asked for (${requests.length})`)}
        {link('conflict', 'Conflicts of interest')}
      </ul>
    </ApplicationFrame>
  );
}

void screen({
  load: ({ ids: [application_id = ''] }) => load(application_id),
  title: ({ application: { reference, provider } }) => `${reference}, ${provider.name}`,
  view: Overview,
});
