// Who applies, what was declared, and what the authority found about it.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, ifMatch, ifThere, type Schemas } from '#api/client.ts';
import { Details, Tag } from '#components/index.ts';
import { ChoiceField, DateField, ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { ApplicationFrame } from '#lead/application-frame.tsx';
import { choicesOf, passOrFail, riskBands } from '#lead/choices.ts';
import { application } from '#lead/load.ts';
import { Facts } from '#site/facts.tsx';
import { Quoted } from '#site/quoted.tsx';
import { screen, type View } from '#site/screen.tsx';
import { inWords, onDay } from '#site/words.ts';

interface Applicant {
  application: Schemas['Application'];
  declarations: Schemas['Declarations'] | undefined;
  risk: Answer<Schemas['FinancialAssessment']> | null;
  checks: Record<string, string | undefined>;
}

const partyTypes: Record<Schemas['PartyType'], string> = {
  single: 'One provider',
  consortium: 'A consortium, as a new company of its members',
  alliance: 'An alliance',
  prime_contractor: 'A provider with sub-contractors',
};

type Part = View<Applicant>;

function PartyCheck({ data: { application, checks }, reload, party }: Part & { party: Schemas['ApplicationParty'] }) {
  const params = { path: { application_id: application.id, party_id: party.id }, header: ifMatch(checks[party.id]) };
  const form = useForm({
    read: (values) => ({
      pass: values.chosen('pass', 'Say whether it passes') === 'yes',
      source: values.text('source'),
      checked_on: values.date('checked_on'),
      reason: values.text('reason'),
    }),
    send: (body) => answer(api.PUT('/v1/applications/{application_id}/parties/{party_id}/check', { params, body })),
    done: () => reload(`What you found about ${party.name} is recorded`),
  });
  const found = party.checked;
  return (
    <Form form={form}>
      <ChoiceField form={form} name="pass" label="What you found" inline choices={passOrFail}
        value={found ? (found.pass ? 'yes' : 'no') : null} />
      <TextField form={form} name="source" label="Where you looked" value={found?.source} />
      <DateField form={form} name="checked_on" label="Looked on" value={found?.checked_on} />
      <ProseField form={form} name="reason" label="Remark" most={2000} rows={2} value={found?.reason} />
      <SendButton form={form} text="Record" secondary />
    </Form>
  );
}

function Parties(view: Part & { chosen: string | null }) {
  const { parties = [] } = view.data.declarations ?? {};
  if (parties.length === 0)
    return null;
  return (
    <>
      <h2 class="govuk-heading-m">Who takes part</h2>
      {parties.map((party) => (
        <section key={party.id} aria-labelledby={`party-${party.id}`}>
          <h3 class="govuk-heading-s" id={`party-${party.id}`}>{party.name}</h3>
          <p class="govuk-body">
            {`${inWords(party.kind)}, ${party.role}${party.company_number ? `, company ${party.company_number}` : ''} `}
            {party.checked === null ? <Tag classes="govuk-tag--blue">Not checked</Tag>
              : party.checked.pass ? <Tag classes="govuk-tag--green">Passes</Tag> : <Tag classes="govuk-tag--red">Does not pass</Tag>}
          </p>
          {view.chosen === party.id ? <PartyCheck {...view} party={party} /> : (
            <p class="govuk-body">
              <a class="govuk-link" href={`?check=${party.id}`}>
                {party.checked ? 'Check again' : 'Check'}<span class="govuk-visually-hidden">{` ${party.name}`}</span>
              </a>
            </p>
          )}
        </section>
      ))}
    </>
  );
}

function Risk({ data: { application, risk }, reload }: Part) {
  const params = { path: { application_id: application.id }, header: ifMatch(risk?.etag) };
  const form = useForm({
    read: (values) => ({
      risk_band: values.chosen<Schemas['RiskBand']>('risk_band', 'Choose the risk'),
      source: values.text('source'),
      assessed_on: values.date('assessed_on'),
      note: values.text('note'),
    }),
    send: (body) => answer(api.PUT('/v1/applications/{application_id}/financial-assessment', { params, body })),
    done: () => reload('The financial risk is recorded'),
  });
  const found = risk?.data;
  return (
    <Form form={form}>
      <ChoiceField form={form} name="risk_band" label="Risk" inline choices={choicesOf(riskBands)} value={found?.risk_band} />
      <TextField form={form} name="source" label="Whose rating, or which accounts" value={found?.source} />
      <DateField form={form} name="assessed_on" label="Assessed on" value={found?.assessed_on} />
      <ProseField form={form} name="note" label="Remark" most={2000} rows={2} value={found?.note} />
      <SendButton form={form} text="Record the risk" />
    </Form>
  );
}

function Declared({ declarations: { notices, exclusions } }: { declarations: Schemas['Declarations'] }) {
  return (
    <>
      <h2 class="govuk-heading-m">What was declared</h2>
      {notices.length + exclusions.length === 0 && <p class="govuk-body">Nothing to declare.</p>}
      {notices.map(({ subject, served_on, issued_by, explanation }) => (
        <>
          <h3 class="govuk-heading-s">{`Notice about ${inWords(subject).toLowerCase()}, served on ${onDay(served_on)}`}</h3>
          {issued_by && <p class="govuk-body">{`By ${issued_by}`}</p>}
          <Quoted text={explanation} empty="Not explained." />
        </>
      ))}
      {exclusions.map(({ kind, ground, connected_person, explanation }) => (
        <>
          <h3 class="govuk-heading-s">{`Ground of exclusion (${kind}): ${ground}`}</h3>
          {connected_person && <p class="govuk-body">It concerns a connected person.</p>}
          <Quoted text={explanation} />
        </>
      ))}
    </>
  );
}

function FinancialRisk(view: Part & { chosen: string | null }) {
  const { risk, application } = view.data;
  const open = application.state === 'submitted';
  const rows: [string, string][] = risk ? [
    ['Risk', riskBands[risk.data.risk_band]], ['From', risk.data.source], ['Assessed on', onDay(risk.data.assessed_on)],
  ] : [];
  return (
    <>
      <h2 class="govuk-heading-m">Financial risk</h2>
      {rows.length > 0 ? <Facts of={rows} /> : <p class="govuk-body">Not assessed yet.</p>}
      {open && view.chosen === null && (risk
        ? <Details summaryText="Assess it again"><Risk {...view} /></Details> : <Risk {...view} />)}
    </>
  );
}

async function checksOf(application_id: string, parties: Schemas['ApplicationParty'][]) {
  const tags = await Promise.all(parties.filter(({ checked }) => checked).map(async ({ id: party_id }) => {
    const check = await ifThere(api.GET('/v1/applications/{application_id}/parties/{party_id}/check',
      { params: { path: { application_id, party_id } } }));
    return [party_id, check?.etag] as const;
  }));
  return Object.fromEntries(tags);
}

void screen<Applicant>({
  load: async ({ ids: [application_id = ''] }) => {
    const params = { path: { application_id } };
    const [one, declarations, risk] = await Promise.all([
      application(application_id),
      ifThere(api.GET('/v1/applications/{application_id}/declarations', { params })),
      ifThere(api.GET('/v1/applications/{application_id}/financial-assessment', { params })),
    ]);
    return {
      application: one, declarations: declarations?.data, risk,
      checks: await checksOf(application_id, declarations?.data.parties ?? []),
    };
  },
  title: ({ application: { reference } }) => `Who applies, ${reference}`,
  view: (view) => {
    const { application, declarations } = view.data;
    const chosen = view.query.get('check');
    return (
      <ApplicationFrame application={application} title="Who applies">
        <Facts of={[['Applicant', application.provider.name], ['Applies as', declarations ? partyTypes[declarations.party_type] : 'Not said']]} />
        <Parties {...view} chosen={chosen} />
        {declarations && <Declared declarations={declarations} />}
        <FinancialRisk {...view} chosen={chosen} />
      </ApplicationFrame>
    );
  },
});
