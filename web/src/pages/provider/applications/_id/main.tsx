// One application: what is still to do, or what became of it.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, ifThere, type Schemas } from '#api/client.ts';
import { Breadcrumbs, Details, InsetText } from '#components/index.ts';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { agreementToSign } from '#provider/agreement.ts';
import {
  type Application, applicationAddress, type ApplicationEntry, type Applied, applied, entryAddress, fillable,
} from '#provider/applied.ts';
import { ApplicationTag, EntryTag } from '#provider/tags.tsx';
import { Tasks } from '#provider/task-list.tsx';
import { Facts } from '#site/facts.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime, onDay, plural } from '#site/words.ts';

interface Whole extends Applied {
  // How many questions can be answered once for several entries.
  common: number;
  // The homes that the lead authority means to refuse, and has said so.
  warned: ApplicationEntry[];
  // That has still to be signed.
  toSign: Schemas['Agreement'] | null;
}

const undecided = ({ state }: ApplicationEntry) => ['submitted', 'stage_1', 'assessed'].includes(state);

async function warnedIn({ id: application_id, entries }: Application): Promise<ApplicationEntry[]> {
  const warnings = await Promise.all(entries.map((entry) => (undecided(entry)
    ? ifThere(api.GET('/v1/applications/{application_id}/entries/{entry_id}/warning', {
      params: { path: { application_id, entry_id: entry.id } } })) : null)));
  return entries.filter((_, n) => warnings[n]);
}

async function load(application_id: string): Promise<Whole> {
  const [of, { asked }] = await Promise.all([
    applied(application_id),
    body(api.GET('/v1/applications/{application_id}/common-answers', { params: { path: { application_id } } })),
  ]);
  const [warned, toSign] = await Promise.all([warnedIn(of.application), agreementToSign(of.application)]);
  return { ...of, common: asked.filter(({ entries }) => entries > 1).length, warned, toSign };
}

function Receipt({ application }: { application: Application }) {
  const { receipt, signatory, agreement } = application;
  if (receipt === null)
    return null;
  return (
    <>
      <h2 class="govuk-heading-m">Receipt</h2>
      <Facts of={[
        ['Received', atTime(receipt.received_at)],
        signatory !== null && ['Signed by', `${signatory.name}, ${signatory.position}`],
        agreement !== null && ['Agreement', `Version ${agreement.version}, signed ${atTime(agreement.signed_at)}`],
        ['Fingerprint (SHA-256)', <code>{receipt.sha256}</code>],
        ['Our signature (Ed25519)', <code>{receipt.signature}</code>],
      ]} />
    </>
  );
}

function Outcome({ application, entry }: { application: Application; entry: ApplicationEntry }) {
  if (entry.state !== 'accredited' && entry.state !== 'refused')
    return null;
  return (
    <ul class="govuk-list">
      <li>
        <a class="govuk-link" href={`${entryAddress(application.id, entry.id)}feedback/`}>
          Scores and reasons<span class="govuk-visually-hidden">{` for ${entry.establishment_name}, ${entry.category_code}`}</span>
        </a>
      </li>
      {entry.accreditation_id && (
        <li>
          <a class="govuk-link" href={`/provider/accreditations/${entry.accreditation_id}/`}>
            Accreditation<span class="govuk-visually-hidden">{` of ${entry.establishment_name}, ${entry.category_code}`}</span>
          </a>
        </li>
      )}
    </ul>
  );
}

function SentIn({ application, categories }: Applied) {
  return (
    <>
      <WideTable caption="Homes" firstCellIsHeader
        head={[{ text: 'Home' }, { text: 'Category' }, { text: 'State' }, { text: 'Look at' }]}
        rows={application.entries.map((entry) => [
          { text: entry.establishment_name },
          { text: categories.get(entry.category_id)?.name },
          { text: <EntryTag state={entry.state} /> },
          { text: <Outcome application={application} entry={entry} /> },
        ])}
      />
      <Receipt application={application} />
    </>
  );
}

function Ask({ scheme, reload }: { scheme: Whole['scheme']; reload: View<Whole>['reload'] }) {
  const form = useForm({
    read: (values) => ({ question: values.text('question') }),
    send: (body, headers) => answer(api.POST('/v1/schemes/{scheme_id}/clarification-requests',
      { params: { path: { scheme_id: scheme.id } }, body, headers })),
    done: () => reload('Your question is with the lead authority'),
  });
  return (
    <Details summaryText="Ask about the scheme">
      <Form form={form}>
        <p class="govuk-body">
          Question and answer are published for everybody, on <a class="govuk-link" href={`/schemes/${scheme.id}/`}>the page of the
          scheme</a>. Nobody is told who asked.
        </p>
        <ProseField form={form} name="question" label="Your question" hint="Leave out whatever says who you are" most={5000} rows={4} />
        <SendButton form={form} text="Send the question" secondary />
      </Form>
    </Details>
  );
}

function ApplicationScreen({ data, reload }: View<Whole>) {
  const { application, scheme, missing } = data;
  const address = applicationAddress(application.id);
  const draft = application.state === 'draft';
  const pending = application.state === 'submitted' || application.state === 'information_requested';
  return (
    <>
      <Breadcrumbs items={[{ text: 'Applications', href: '/provider/applications/' }, { text: application.reference }]} />
      <span class="govuk-caption-l">{application.reference}</span>
      <h1 class="govuk-heading-l">{`Application to ${scheme.name}`}</h1>
      {application.state === 'information_requested' && (
        <InsetText>
          The lead authority has a question. <a class="govuk-link" href={`${address}information/`}>Answer it</a>
          {application.lapses_after && ` by ${onDay(application.lapses_after)}, or the application lapses`}.
        </InsetText>
      )}
      {data.toSign && (
        <InsetText>
          The scheme has an agreement now, and nothing is decided until you have signed it.{' '}
          <a class="govuk-link" href={`${address}agreement/`}>Read and sign the agreement</a>
        </InsetText>
      )}
      {data.warned.map((entry) => (
        <InsetText key={entry.id}>
          {`The lead authority means to refuse ${entry.establishment_name}. `}
          <a class="govuk-link" href={`${entryAddress(application.id, entry.id)}warning/`}>
            Read why, and answer<span class="govuk-visually-hidden">{` for ${entry.establishment_name}`}</span>
          </a>
        </InsetText>
      ))}
      {draft && missing && (
        <p class="govuk-body">
          {missing.complete ? 'Everything is answered.' : `${plural(missing.missing.length, 'thing is', 'things are')} still missing.`}
        </p>
      )}
      {!draft && (
        <Facts of={[
          ['State', <ApplicationTag state={application.state} />],
          application.submitted_at !== null && ['Sent in', atTime(application.submitted_at)],
          application.tranche !== null && ['Round', `${application.tranche.name}, until ${atTime(application.tranche.deadline)}`],
          pending && application.assess_due_on !== null && ['Decided by', onDay(application.assess_due_on)],
          application.withdrawal_reason !== null && ['Withdrawn because', application.withdrawal_reason],
        ]} />
      )}
      {(draft || application.entries.some(fillable)) && <Tasks applied={data} common={data.common} />}
      {!draft && <SentIn {...data} />}
      <ul class="govuk-list">
        {!draft && <li><a class="govuk-link" href={`${address}information/`}>Questions of the lead authority</a></li>}
        {pending && <li><a class="govuk-link" href={`${address}withdraw/`}>Withdraw the application</a></li>}
      </ul>
      <Ask scheme={scheme} reload={reload} />
    </>
  );
}

void screen({
  load: ({ ids: [application_id = ''] }) => load(application_id),
  title: ({ application }) => `Application ${application.reference}`,
  view: ApplicationScreen,
});
