// One accreditation: how it stands, what would raise its score, what is to be done.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, ifThere, type Schemas } from '#api/client.ts';
import { Breadcrumbs, Details, InsetText, WarningText } from '#components/index.ts';
import { RatingTag } from '#directory/rating.tsx';
import { ChoiceField, ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { FigureHistory, ScoreReviews } from '#market/figures.tsx';
import { removalGrounds } from '#market/grounds.ts';
import { categoryOf } from '#market/load.ts';
import { Audits, ConditionTag, type OnRecord, onRecord } from '#market/standing.tsx';
import { AccreditationTag } from '#market/tags.tsx';
import { Uplifts } from '#market/uplift.tsx';
import { documentKinds } from '#provider/words.ts';
import { Facts } from '#site/facts.tsx';
import { Quoted } from '#site/quoted.tsx';
import { screen, type View } from '#site/screen.tsx';
import { inWords, money, onDay } from '#site/words.ts';

type Accreditation = Schemas['Accreditation'];

interface Whole extends OnRecord {
  accreditation: Accreditation;
  category: Schemas['Category'];
  improvement: Schemas['Improvement'] | null;
  evidence: Schemas['EvidenceItem'][];
  cure: Schemas['Cure'] | null;
  removal: Schemas['RemovalNotice'] | null;
}

interface Part {
  data: Whole;
  reload: (done?: string) => Promise<void>;
}

async function load(accreditation_id: string): Promise<Whole> {
  const params = { path: { accreditation_id } };
  const accreditation = await body(api.GET('/v1/accreditations/{accreditation_id}', { params }));
  const [category, improvement, evidence, cure, removal, record] = await Promise.all([
    categoryOf(accreditation.category_id),
    ifThere(api.GET('/v1/accreditations/{accreditation_id}/improvement', { params })),
    ifThere(api.GET('/v1/accreditations/{accreditation_id}/evidence', { params })),
    ifThere(api.GET('/v1/accreditations/{accreditation_id}/cure', { params })),
    ifThere(api.GET('/v1/accreditations/{accreditation_id}/removal-notice', { params })),
    onRecord(accreditation_id),
  ]);
  return {
    ...record, accreditation, category, improvement: improvement?.data ?? null,
    evidence: evidence?.data.items ?? [], cure: cure?.data ?? null, removal: removal?.data ?? null,
  };
}

function AccreditationFacts({ accreditation, category }: Whole) {
  return (
    <Facts of={[
      ['State', <AccreditationTag state={accreditation.state} />],
      accreditation.ground !== null && ['Ground', removalGrounds[accreditation.ground]],
      accreditation.reason !== null && ['Reason given', accreditation.reason],
      ['Category', category.name],
      ['Accredited', onDay(accreditation.accredited_at)],
      ['Rating when assessed', <RatingTag rating={accreditation.rating} />],
      ['Score carried to every referral', `${accreditation.core_score.toFixed(4)} of 100`],
      accreditation.audit_due_on !== undefined && ['Next audit by', onDay(accreditation.audit_due_on)],
    ]} />
  );
}

function Improvement({ improvement }: { improvement: Schemas['Improvement'] }) {
  return (
    <>
      <h2 class="govuk-heading-m">What would raise the score</h2>
      <p class="govuk-body">
        {`In a referral the home has ${improvement.referral_points.toFixed(4)} of ${improvement.referral_points_best.toFixed(4)} points for its carried score.`}
      </p>
      <WideTable caption="Your texts" firstCellIsHeader
        head={[{ text: 'Question' }, { text: 'Score', format: 'numeric' }, { text: 'Best score would add', format: 'numeric' }, { text: 'Why' }]}
        rows={improvement.statements.map(({ question, score, best_score_gains, reason }) => [
          { text: question }, { text: `${score} of 5`, format: 'numeric' },
          { text: best_score_gains.toFixed(4), format: 'numeric' }, { text: reason || '–' },
        ])}
      />
    </>
  );
}

function Evidence({ evidence }: { evidence: Whole['evidence'] }) {
  if (evidence.length === 0)
    return null;
  return (
    <>
      <WideTable caption="Documents" firstCellIsHeader head={[{ text: 'Document' }, { text: 'Held' }, { text: 'Until' }]}
        rows={evidence.map(({ kind, held, verified, held_until, reason }) => [
          { text: documentKinds[kind] },
          { text: held ? (verified ? 'Yes, verified' : 'Yes') : `No: ${inWords(reason ?? 'missing').toLowerCase()}` },
          { text: held_until === null ? '–' : onDay(held_until) },
        ])}
      />
      <p class="govuk-body"><a class="govuk-link" href="/provider/documents/">Your documents</a></p>
    </>
  );
}

function Conditions({ conditions }: Whole) {
  if (conditions.length === 0)
    return null;
  return (
    <WideTable caption="Conditions" firstCellIsHeader head={[{ text: 'What is to be done' }, { text: 'By' }, { text: 'State' }]}
      rows={conditions.map((condition) => [
        { text: condition.text }, { text: onDay(condition.due_on) }, { text: <ConditionTag condition={condition} /> }])} />
  );
}

function Costs({ accreditation, category, figures, uplifts }: Whole) {
  const ended = accreditation.state === 'removed' || accreditation.state === 'withdrawn';
  return (
    <>
      <WideTable caption={`Most that a bid may ask for core costs, a ${category.price_unit}`} firstCellIsHeader
        head={[{ text: 'Cost' }, { text: 'Amount', format: 'numeric' }]}
        rows={[
          ...category.cost_heads.map(({ code, name }) => [
            { text: name }, { text: money(figures.core_pence[code] ?? 0), format: 'numeric' as const }]),
          [{ text: 'Together' }, { text: <strong>{money(figures.core_total_pence)}</strong>, format: 'numeric' as const }],
        ]} />
      {!ended && <p class="govuk-body"><a class="govuk-link" href="uplifts/new/">Ask to raise a cost</a></p>}
      {uplifts.length > 0 && <Uplifts items={uplifts} category={category} address="uplifts/" />}
    </>
  );
}

function Wake({ data: { accreditation }, reload }: Part) {
  const form = useForm({
    read: () => ({}),
    send: (body, headers) => answer(api.POST('/v1/accreditations/{accreditation_id}/waking', {
      params: { path: { accreditation_id: accreditation.id } }, body, headers })),
    done: () => reload('The home is invited again'),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">The home has not bid for a long time and is not invited any more.</p>
      <SendButton form={form} text="Wake it" />
    </Form>
  );
}

function CureForm({ data: { accreditation, category }, reload }: Part) {
  const points = accreditation.failed ?? [];
  const form = useForm({
    read: (values) => ({
      points: Object.fromEntries(points.map((code) => [code, {
        met: values.chosen(`points-${code}-met`, 'Say whether it is met now') === 'yes', note: values.text(`points-${code}-note`),
      }])),
    }),
    send: (body, headers) => answer(api.POST('/v1/accreditations/{accreditation_id}/cure', {
      params: { path: { accreditation_id: accreditation.id } }, body, headers })),
    done: () => reload('You have said that it is put right'),
  });
  const question = (code: string) => category.requirements.find((requirement) => requirement.code === code)?.question
    ?? (accreditation.ground === null ? inWords(code) : removalGrounds[accreditation.ground]);
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">Put it right</h2>
      {points.map((code) => (
        <div key={code} id={`points-${code}`} tabIndex={-1}>
          <ChoiceField form={form} name={`points-${code}-met`} label={question(code)} hint="Is it put right now?" inline
            choices={[{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }]} />
          <ProseField form={form} name={`points-${code}-note`} label="What has been done?" most={2000} rows={3} />
        </div>
      ))}
      <SendButton form={form} text="Say that it is put right" />
    </Form>
  );
}

function Removal({ removal, accreditation, reload }: {
  removal: Schemas['RemovalNotice']; accreditation: Accreditation; reload: Part['reload'];
}) {
  const form = useForm({
    prefix: 'removal-',
    read: (values) => ({ text: values.text('removal-text') }),
    send: (body, headers) => answer(api.POST('/v1/accreditations/{accreditation_id}/representations', {
      params: { path: { accreditation_id: accreditation.id } }, body, headers })),
    done: () => reload('What you said has been sent'),
  });
  const over = ['removed', 'withdrawn'].includes(accreditation.state);
  return (
    <>
      <h2 class="govuk-heading-m">{over ? 'How it was removed' : 'The lead authority means to remove the home'}</h2>
      <p class="govuk-body">{`${removalGrounds[removal.ground]}. By ${removal.provision}.`}</p>
      <Quoted text={removal.reason} />
      {removal.representations !== null && (
        <>
          <h3 class="govuk-heading-s">What you said to it</h3>
          <Quoted text={removal.representations} />
        </>
      )}
      {removal.representations === null && !over && (
        <Form form={form}>
          <ProseField form={form} name="removal-text" label="What do you say to it?" most={2000} rows={5}
            hint={`You can answer once, until ${onDay(removal.representations_until)}. It is read before anything is decided.`} />
          <SendButton form={form} text="Send the answer" />
        </Form>
      )}
    </>
  );
}

function Leave({ data: { accreditation }, reload }: Part) {
  const form = useForm({
    read: (values) => ({ reason: values.text('reason') }),
    send: (body, headers) => answer(api.POST('/v1/accreditations/{accreditation_id}/withdrawal', {
      params: { path: { accreditation_id: accreditation.id } }, body, headers })),
    done: () => reload('The home has left the category'),
  });
  return (
    <Details summaryText="Leave this category">
      <WarningText>The home is not invited any more. Placements keep their terms.</WarningText>
      <Form form={form}>
        <ProseField form={form} name="reason" label="Why does it leave?" most={2000} rows={3} />
        <SendButton form={form} text="Leave the category" warning />
      </Form>
    </Details>
  );
}

function AccreditationScreen({ data, reload }: View<Whole>) {
  const { accreditation, category, improvement, evidence, cure, removal, figures, reviews, audits } = data;
  const { state, establishment } = accreditation;
  return (
    <>
      <Breadcrumbs items={[{ text: 'Accreditations', href: '/provider/accreditations/' }, { text: establishment.name }]} />
      <span class="govuk-caption-l">{category.name}</span>
      <h1 class="govuk-heading-l">{establishment.name}</h1>
      <AccreditationFacts {...data} />
      {removal && <Removal removal={removal} accreditation={accreditation} reload={reload} />}
      {state === 'dormant' && <Wake data={data} reload={reload} />}
      {state === 'suspended' && cure?.outcome === 'refused' && (
        <InsetText>{`What you said last was not enough: ${cure.reason}`}</InsetText>
      )}
      {state === 'suspended' && <CureForm data={data} reload={reload} />}
      {state === 'cure_submitted' && cure && (
        <InsetText>{`You said on ${onDay(cure.submitted_at)} that it is put right. It is looked at by ${onDay(cure.assess_due_on)}.`}</InsetText>
      )}
      <Conditions {...data} />
      <Costs {...data} />
      {improvement && <Improvement improvement={improvement} />}
      {reviews.length > 0 && <ScoreReviews reviews={reviews} category={category} />}
      <FigureHistory figures={figures} category={category} />
      <Evidence evidence={evidence} />
      {audits.length > 0 && <Audits audits={audits} />}
      {['active', 'under_review', 'dormant'].includes(state) && <Leave data={data} reload={reload} />}
    </>
  );
}

void screen({
  load: ({ ids: [accreditation_id = ''] }) => load(accreditation_id),
  title: ({ accreditation }) => `Accreditation of ${accreditation.establishment.name}`,
  view: AccreditationScreen,
});
