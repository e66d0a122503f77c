// One accreditation: how it stands, what may be done, and how it came to be so.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, everything, type Schemas } from '#api/client.ts';
import { Breadcrumbs, InsetText, Tag } from '#components/index.ts';
import { RatingTag } from '#directory/rating.tsx';
import { DateField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { actsFor } from '#lead/accreditation-acts.ts';
import { loadStanding, pointName, type Standing } from '#lead/accreditation.ts';
import { Acts } from '#lead/acts.tsx';
import { reviewGrounds } from '#lead/choices.ts';
import { Exclusions } from '#lead/exclusions.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { FigureHistory, ScoreReviews } from '#market/figures.tsx';
import { grounds, removalGrounds } from '#market/grounds.ts';
import { type Official, OfficialRecord, officialOf } from '#market/official.tsx';
import { Audits, ConditionTag, type OnRecord, onRecord } from '#market/standing.tsx';
import { AccreditationTag } from '#market/tags.tsx';
import { Uplifts } from '#market/uplift.tsx';
import { Facts } from '#site/facts.tsx';
import { Quoted } from '#site/quoted.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime, inWords, money, onDay } from '#site/words.ts';

interface Whole extends Standing, OnRecord {
  evidence: Schemas['Evidence'];
  exclusions: Schemas['ExclusionRequest'][];
  official: Official;
}

async function load(accreditation_id: string): Promise<Whole> {
  const params = { path: { accreditation_id } };
  const [standing, record, evidence, exclusions] = await Promise.all([
    loadStanding(accreditation_id),
    onRecord(accreditation_id),
    body(api.GET('/v1/accreditations/{accreditation_id}/evidence', { params })),
    everything((cursor) => body(api.GET('/v1/exclusion-requests', { params: { query: { accreditation_id, cursor } } }))),
  ]);
  const official = await officialOf(standing.accreditation.establishment.id);
  return { ...standing, ...record, evidence, exclusions, official };
}

function Cured({ cure, category }: { cure: Schemas['Cure']; category: Schemas['Category'] }) {
  return (
    <>
      <h2 class="govuk-heading-m">What the provider says it has put right</h2>
      <p class="govuk-body">
        {`Sent ${atTime(cure.submitted_at)}. `}
        {cure.outcome === null ? `To be assessed by ${onDay(cure.assess_due_on)}.`
          : `${inWords(cure.outcome)} on ${onDay(cure.decided_at ?? cure.assess_due_on)}: ${cure.reason ?? ''}`}
      </p>
      {Object.entries(cure.points).map(([code, { met, note }]) => (
        <section key={code}>
          <h3 class="govuk-heading-s">{pointName(category, code, grounds)}</h3>
          <p class="govuk-body">{met ? 'Put right' : 'Not put right'}</p>
          <Quoted text={note} />
        </section>
      ))}
    </>
  );
}

function Removal({ notice }: { notice: Schemas['RemovalNotice'] }) {
  return (
    <>
      <h2 class="govuk-heading-m">{`Removal announced on ${onDay(notice.given_at)}`}</h2>
      <Facts of={[['Ground', removalGrounds[notice.ground]], ['Law', notice.provision],
        ['Reason', notice.reason], ['The provider may answer until', onDay(notice.representations_until)]]} />
      <Quoted text={notice.representations} empty="The provider has not answered." />
    </>
  );
}

const gaps: Record<Schemas['EvidenceGap'], string> = {
  missing: 'Missing', expired: 'Expired', cover_too_low: 'The cover is too low', rejected: 'Rejected',
  changed: 'From before the home moved or was registered anew',
};

function Held({ evidence: { items } }: Whole) {
  if (items.length === 0)
    return <p class="govuk-body">The category asks for no documents.</p>;
  return (
    <WideTable caption="Documents that the category asks for" firstCellIsHeader
      head={[{ text: 'Document' }, { text: 'Held' }, { text: 'Until' }, { text: 'Verified' }]}
      rows={items.map(({ kind, minimum_cover_pence: cover, held, lapsed, held_until, verified, reason }) => [
        { text: `${inWords(kind)}${cover === null ? '' : `, at least ${money(cover)}`}` },
        { text: held ? <Tag classes="govuk-tag--green">Held</Tag>
          : <Tag classes={lapsed ? 'govuk-tag--red' : 'govuk-tag--yellow'}>{reason ? gaps[reason] : 'Not held'}</Tag> },
        { text: held_until ? onDay(held_until) : '–' },
        { text: verified ? 'Yes' : 'No' },
      ])} />
  );
}

function Conditions({ data: { conditions }, query }: View<Whole>) {
  if (conditions.length === 0)
    return null;
  return (
    <>
      <WideTable caption="Conditions" firstCellIsHeader
        head={[{ text: 'What is to be done' }, { text: 'By' }, { text: 'State' }, { text: 'Change' }]}
        rows={conditions.map((condition) => {
          const { id, text, due_on, met_on } = condition;
          return [
            { text }, { text: onDay(due_on) }, { text: <ConditionTag condition={condition} /> },
            { text: query.get('condition') !== id && !met_on && (
              <a class="govuk-link" href={`?condition=${id}#condition`}>Note as met<span class="govuk-visually-hidden">{`: ${text}`}</span></a>
            ) },
          ];
        })} />
    </>
  );
}

function MetForm({ data: { accreditation, conditions }, query, reload }: View<Whole>) {
  const one = conditions.find(({ id }) => id === query.get('condition'));
  const path = { accreditation_id: accreditation.id, condition_id: one?.id ?? '' };
  const form = useForm({
    read: (values) => ({ met_on: values.date('met_on'), note: values.optional('note') }),
    send: async (body) => {
      const { etag } = await answer(api.GET('/v1/accreditations/{accreditation_id}/conditions/{condition_id}', { params: { path } }));
      return answer(api.PUT('/v1/accreditations/{accreditation_id}/conditions/{condition_id}',
        { params: { path, header: { 'If-Match': etag } }, body }));
    },
    done: () => reload('The condition is met'),
  });
  if (!one || one.met_on)
    return null;
  return (
    <Form form={form}>
      <h3 class="govuk-heading-s" id="condition">{one.text}</h3>
      <DateField form={form} name="met_on" label="Met on" />
      <TextField form={form} name="note" label="What was seen (optional)" />
      <SendButton form={form} text="Note as met" secondary />
    </Form>
  );
}

function History({ audits, reviews, figures, category }: Whole) {
  return (
    <>
      <h2 class="govuk-heading-m">Audits and reviews</h2>
      {audits.length === 0 ? <p class="govuk-body">No audit yet.</p> : <Audits audits={audits} />}
      {reviews.length > 0 && <ScoreReviews reviews={reviews} category={category} />}
      <FigureHistory figures={figures} category={category} />
    </>
  );
}

function Accreditation(view: View<Whole>) {
  const { data, data: { accreditation: one, category, cure, removal, exclusions, uplifts } } = view;
  const failed = one.failed ?? [];
  return (
    <>
      <Breadcrumbs classes="no-print" items={[{ text: 'Accreditations', href: '/lead/accreditations/' }, { text: one.establishment.name }]} />
      <span class="govuk-caption-l">{category.name}</span>
      <h1 class="govuk-heading-l">{`${one.establishment.name}, ${one.establishment.town}`}</h1>
      {one.ground && (
        <InsetText>
          {`Suspended: ${grounds[one.ground]}. ${one.reason ?? ''}`}
          {failed.length > 0 && <ul class="govuk-list govuk-list--bullet">{failed.map((code) => <li key={code}>{pointName(category, code, grounds)}</li>)}</ul>}
        </InsetText>
      )}
      <Facts
        of={[
          ['State', <><AccreditationTag state={one.state} />{` since ${onDay(one.changed_at)}`}</>],
          ['Provider', one.provider.name],
          ['Rating when assessed', <RatingTag rating={one.rating} />],
          ['Carried score', `${one.core_score.toFixed(4)} of 100`],
          ['Accredited', onDay(one.accredited_at)],
          ['Last audit', one.audited_on ? onDay(one.audited_on) : 'None yet'],
          one.audit_due_on && ['Next audit by', onDay(one.audit_due_on)],
          one.review_ground && ['Under review because', reviewGrounds[one.review_ground]],
          !one.ground && one.reason && ['Reason of the last change', one.reason],
        ]}
      />
      <Acts of={actsFor(data)} />
      {cure && <Cured cure={cure} category={category} />}
      {removal && <Removal notice={removal} />}
      {exclusions.length > 0 && <Exclusions items={exclusions} home={() => null} />}
      {uplifts.length > 0 && <Uplifts items={uplifts} category={category} address="uplifts/" />}
      <Conditions {...view} />
      <MetForm {...view} />
      <Held {...data} />
      <OfficialRecord of={data.official} />
      <History {...data} />
    </>
  );
}

void screen({
  load: ({ ids: [accreditation_id = ''] }) => load(accreditation_id),
  title: ({ accreditation: { establishment } }) => establishment.name,
  view: Accreditation,
});
