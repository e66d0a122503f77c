// Who applies, and what has to be declared.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, type Schemas } from '#api/client.ts';
import { BackLink } from '#components/index.ts';
import { ChoiceField, choicesOf, DateField, ProseField, SelectField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { Rows } from '#forms/rows.tsx';
import { applicationAddress } from '#provider/applied.ts';
import { goTo } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

const partyTypes: Record<Schemas['PartyType'], string> = {
  single: 'We alone', consortium: 'A consortium, as one new organisation', alliance: 'An alliance of several',
  prime_contractor: 'We, with sub-contractors',
};
const partyKinds: Record<Schemas['PartyKind'], string> = { member: 'A member', sub_contractor: 'A sub-contractor' };
const subjects: Record<Schemas['NoticeSubject'], string> = {
  health_and_safety: 'Health and safety', equalities: 'Equalities', environment: 'Environment',
};
const kinds: Record<Schemas['ExclusionKind'], string> = { mandatory: 'Mandatory', discretionary: 'Discretionary' };

const offered = (words: Record<string, string>) => [{ value: '', text: 'Choose' }, ...choicesOf(words)];

function DeclarationsScreen({ data: { data, etag } }: View<Answer<Schemas['Declarations']>>) {
  const back = applicationAddress(data.application_id);
  const form = useForm({
    read: (values) => ({
      party_type: values.chosen<Schemas['PartyType']>('party_type', 'Say who applies'),
      parties: values.rows('parties', (at) => ({
        kind: values.chosen<Schemas['PartyKind']>(`${at}-kind`, 'Choose what it is'), name: values.text(`${at}-name`),
        role: values.text(`${at}-role`),
        ...(values.optional(`${at}-company_number`) === null ? {} : { company_number: values.text(`${at}-company_number`) }),
      })),
      notices: values.rows('notices', (at) => ({
        subject: values.chosen<Schemas['NoticeSubject']>(`${at}-subject`, 'Choose what it was about'),
        served_on: values.date(`${at}-served_on`), explanation: values.optional(`${at}-explanation`) ?? undefined,
      })),
      exclusions: values.rows('exclusions', (at) => ({
        kind: values.chosen<Schemas['ExclusionKind']>(`${at}-kind`, 'Choose which kind'), ground: values.text(`${at}-ground`),
        connected_person: values.text(`${at}-connected_person`) === 'yes',
        explanation: values.text(`${at}-explanation`),
      })),
    }),
    send: (body) => answer(api.PUT('/v1/applications/{application_id}/declarations', {
      params: { path: { application_id: data.application_id }, header: { 'If-Match': etag } }, body })),
    done: () => goTo(back, 'What you declared is saved'),
  });
  return (
    <>
      <BackLink href={back}>The application</BackLink>
      <h1 class="govuk-heading-l">Who applies, and what has to be declared</h1>
      <Form form={form}>
        <ChoiceField form={form} name="party_type" label="Who applies?" choices={choicesOf(partyTypes)} value={data.party_type} />
        <Rows form={form} name="parties" one="organisation" legend="Who else takes part" first={data.parties}
          row={(at, party) => (
            <>
              <SelectField form={form} name={`${at}-kind`} label="What it is" choices={offered(partyKinds)} value={party?.kind} />
              <TextField form={form} name={`${at}-name`} label="Name of the organisation" value={party?.name} />
              <TextField form={form} name={`${at}-company_number`} label="Company number (optional)" width={10} value={party?.company_number} />
              <TextField form={form} name={`${at}-role`} label="What it will do" value={party?.role} />
            </>
          )} />
        <Rows form={form} name="notices" one="notice" legend="Notices that an authority has served on you" first={data.notices}
          hint="About health and safety, equalities or the environment. Those of the last three years have to be explained."
          row={(at, notice) => (
            <>
              <SelectField form={form} name={`${at}-subject`} label="What it was about" choices={offered(subjects)} value={notice?.subject} />
              <DateField form={form} name={`${at}-served_on`} label="When it was served" value={notice?.served_on} />
              <ProseField form={form} name={`${at}-explanation`} label="What has been done since" most={2000} rows={3} value={notice?.explanation} />
            </>
          )} />
        <Rows form={form} name="exclusions" one="ground" legend="Grounds of exclusion that apply to you" first={data.exclusions}
          hint="None, unless you say so here. What you have done about it is heard before anything is decided."
          row={(at, ground) => (
            <>
              <SelectField form={form} name={`${at}-kind`} label="Which kind" choices={offered(kinds)} value={ground?.kind} />
              <TextField form={form} name={`${at}-ground`} label="The ground, as the law names it" value={ground?.ground} />
              <SelectField form={form} name={`${at}-connected_person`} label="Whom it concerns" value={ground?.connected_person ? 'yes' : 'no'}
                choices={[{ value: 'no', text: 'You yourselves' }, { value: 'yes', text: 'A connected person' }]} />
              <ProseField form={form} name={`${at}-explanation`} label="What has been done about it" most={2000} rows={3} value={ground?.explanation} />
            </>
          )} />
        <SendButton form={form} text="Save and go on" />
      </Form>
    </>
  );
}

void screen({
  load: ({ ids: [application_id = ''] }) => answer(api.GET('/v1/applications/{application_id}/declarations', {
    params: { path: { application_id } } })),
  view: DeclarationsScreen,
});
