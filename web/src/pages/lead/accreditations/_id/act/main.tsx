// One act upon an accreditation: /act/?do=suspension and its like.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, FunctionComponent } from 'preact';

import { type Answer, answer, api, type Schemas } from '#api/client.ts';
import { loadScale, MarkFields, placeOf, readMarks, type Scale } from '#assessment/scale.tsx';
import { Breadcrumbs, WarningText } from '#components/index.ts';
import { CheckField, type Choice, ChoiceField, choicesOf, DateField, ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { loadStanding, pointName, type Standing } from '#lead/accreditation.ts';
import { loadGrades, RatingForm, RegistrationForm } from '#lead/official-forms.tsx';
import { grounds, removalGrounds } from '#market/grounds.ts';
import { goTo } from '#site/notices.tsx';
import { Quoted } from '#site/quoted.tsx';
import { screen, type View } from '#site/screen.tsx';

type Key = { 'Idempotency-Key': string };
interface Acting extends Standing {
  scale: Scale;
  grades: Choice[];
}

type ReasonPath = 'reinstatement' | 'cure-refusal' | 'review' | 'removal';

const pathOf = ({ accreditation: { id } }: Standing) => ({ path: { accreditation_id: id } });

const back = ({ accreditation: { id } }: Standing, done: string) => goTo(`/lead/accreditations/${id}/`, done);

const pointsOf = ({ category }: Standing) =>
  category.requirements.map(({ code, question }) => ({ value: code, text: question }));

function Reasoned({ data, path, text, hint, done, grave, children }: {
  data: Standing;
  path: ReasonPath;
  text: string;
  hint: string;
  done: string;
  grave?: boolean;
  children?: ComponentChildren;
}) {
  const form = useForm({
    read: (values) => ({ reason: values.text('reason') }),
    send: (body, headers): Promise<Answer<Schemas['Accreditation']>> =>
      answer(api.POST(`/v1/accreditations/{accreditation_id}/${path}`, { params: pathOf(data), body, headers })),
    done: () => back(data, done),
  });
  return (
    <Form form={form}>
      {children}
      <ProseField form={form} name="reason" label="Reason" hint={hint} most={2000} rows={4} />
      <SendButton form={form} text={text} warning={grave} />
    </Form>
  );
}

function Suspend({ data }: View<Standing>) {
  const form = useForm({
    read: (values) => {
      const points = values.all('points');
      return {
        ground: values.chosen<Schemas['SuspensionGround']>('ground', 'Choose the ground'),
        reason: values.text('reason'),
        ...(points.length > 0 ? { points } : {}),
      };
    },
    send: (body, headers: Key) => answer(api.POST('/v1/accreditations/{accreditation_id}/suspension',
      { params: pathOf(data), body, headers })),
    done: () => back(data, `${data.accreditation.establishment.name} is suspended, for all councils`),
  });
  return (
    <Form form={form}>
      <ChoiceField form={form} name="ground" label="Ground" choices={choicesOf(grounds)} />
      <CheckField form={form} name="points" label="Which requirements are not met"
        hint="Only with the ground ‘A requirement is not met’. The provider answers each of them"
        choices={pointsOf(data)} />
      <ProseField form={form} name="reason" label="Reason" hint="The provider and all councils read this" most={2000} rows={4} />
      <WarningText>
        The home is invited to nothing, awarded nothing, and leaves the public directory, for all councils at once.
        Placements go on.
      </WarningText>
      <SendButton form={form} text="Suspend the home" warning />
    </Form>
  );
}

function Reinstate({ data }: View<Standing>) {
  return (
    <Reasoned data={data} path="reinstatement" text="Reinstate the home" hint="The provider reads this"
      done={`${data.accreditation.establishment.name} is active again`}>
      <Points of={data} />
    </Reasoned>
  );
}

// What failed, and what the provider says to each of it.
function Points({ of: { accreditation: { failed = [] }, category, cure } }: { of: Standing }) {
  const answered = cure?.outcome === null ? cure.points : {};
  return (
    <>
      {failed.map((code) => (
        <section key={code}>
          <h2 class="govuk-heading-s">{pointName(category, code, grounds)}</h2>
          {answered[code] && <p class="govuk-body">{`The provider says: ${answered[code].met ? 'put right' : 'not put right'}`}</p>}
          <Quoted text={answered[code]?.note} empty="The provider has not answered this." />
        </section>
      ))}
    </>
  );
}

function RefuseCure({ data }: View<Standing>) {
  return (
    <Reasoned data={data} path="cure-refusal" text="Leave it suspended" hint="Say what is missing. The provider reads this"
      done="The provider is told what is missing; the home stays suspended">
      <Points of={data} />
    </Reasoned>
  );
}

function Review({ data }: View<Standing>) {
  return (
    <Reasoned data={data} path="review" text="Put under review" hint="The provider and all councils read this"
      done="The home is under review">
      <p class="govuk-body">Somebody has to look. The home is still invited until then.</p>
    </Reasoned>
  );
}

function Audit({ data }: View<Standing>) {
  const form = useForm({
    read: (values) => {
      const points = values.all('points');
      return {
        on: values.date('on'),
        outcome: values.chosen<Schemas['AuditOutcome']>('outcome', 'Say whether it passed'),
        ...(points.length > 0 ? { points } : {}),
        note: values.text('note'),
      };
    },
    send: (body, headers: Key) => answer(api.POST('/v1/accreditations/{accreditation_id}/audits',
      { params: pathOf(data), body, headers })),
    done: ({ data: { outcome } }) => back(data, outcome === 'passed' ? 'The audit is recorded' : 'The audit is recorded, and the home suspended'),
  });
  return (
    <Form form={form}>
      <DateField form={form} name="on" label="Day of the audit" />
      <ChoiceField form={form} name="outcome" label="What was found"
        choices={[{ value: 'passed', text: 'Passed', hint: 'Ends a review' },
          { value: 'failed', text: 'Failed', hint: 'Suspends the home in the same act' }]} />
      <CheckField form={form} name="points" label="Which requirements are not met" hint="Of an audit that failed" choices={pointsOf(data)} />
      <ProseField form={form} name="note" label="What was seen" most={2000} rows={4} />
      <SendButton form={form} text="Record the audit" />
    </Form>
  );
}

function ScoreReview({ data }: View<Acting>) {
  const { statements } = data.category;
  const form = useForm({
    read: (values) => ({
      statements: readMarks(values, statements),
      evidence: values.text('evidence'),
      effective_on: values.optionalDate('effective_on') ?? undefined,
    }),
    send: (body, headers: Key) => answer(api.POST('/v1/accreditations/{accreditation_id}/score-reviews',
      { params: pathOf(data), body, headers })),
    done: ({ data: { core_score } }) => back(data, `The home will carry ${core_score.toFixed(4)} of 100 points`),
  });
  return (
    <Form form={form}>
      {statements.map(({ code, question, weight }) => (
        <section class="marked" key={code}>
          <h2 class="govuk-heading-s">{question}</h2>
          <p class="govuk-hint">{`Weight ${weight} of 100`}</p>
          <MarkFields form={form} place={placeOf(code)} scale={data.scale} />
        </section>
      ))}
      <ProseField form={form} name="evidence" label="What the review rests on" hint="For example, visits and their reports" most={10000} rows={4} />
      <DateField form={form} name="effective_on" label="Counts from (optional)" hint="Today, unless you say later. For example, 27 3 2027" />
      <SendButton form={form} text="Record the review" />
    </Form>
  );
}

function Announce({ data }: View<Standing>) {
  const form = useForm({
    read: (values) => ({
      ground: values.chosen<Schemas['RemovalGround']>('ground', 'Choose the ground'),
      reason: values.text('reason'),
    }),
    send: (body, headers: Key) => answer(api.POST('/v1/accreditations/{accreditation_id}/removal-notice',
      { params: pathOf(data), body, headers })),
    done: () => back(data, 'The provider is told, and may answer'),
  });
  return (
    <Form form={form}>
      <p class="govuk-body">The reasons come first. The provider has ten working days to answer.</p>
      <ChoiceField form={form} name="ground" label="Ground" choices={choicesOf(removalGrounds)} />
      <ProseField form={form} name="reason" label="Reason" hint="The provider reads this" most={2000} rows={4} />
      <SendButton form={form} text="Announce the removal" warning />
    </Form>
  );
}

function Remove({ data }: View<Standing>) {
  return (
    <Reasoned data={data} path="removal" text="Remove the accreditation" hint="The provider and all councils read this" grave
      done="The accreditation is removed">
      <Quoted text={data.removal?.representations} empty="The provider has not answered the notice." />
      <WarningText>It is not taken back. Placements go on.</WarningText>
    </Reasoned>
  );
}

const acts: Record<string, [title: string, form: FunctionComponent<View<Acting>>]> = {
  'suspension': ['Suspend', Suspend],
  'reinstatement': ['Reinstate', Reinstate],
  'cure-refusal': ['Not put right yet', RefuseCure],
  'review': ['Put under review', Review],
  'audit': ['Record an audit', Audit],
  'score-review': ['Review the carried score', ScoreReview],
  'rating': ['Record a rating', ({ data: { accreditation, grades } }) => <RatingForm of={accreditation} grades={grades} />],
  'registration': ['Record a registration', ({ data: { accreditation } }) => <RegistrationForm of={accreditation} />],
  'removal-notice': ['Announce a removal', Announce],
  'removal': ['Remove', Remove],
};

const chosen = (query: URLSearchParams) => acts[query.get('do') ?? ''] ?? acts['review']!;

void screen<Acting>({
  load: async ({ ids: [accreditation_id = ''] }) => {
    const [standing, scale, grades] = await Promise.all([loadStanding(accreditation_id), loadScale(), loadGrades()]);
    return { ...standing, scale, grades };
  },
  title: ({ accreditation: { establishment } }) =>
    `${chosen(new URLSearchParams(location.search))[0]}: ${establishment.name}`,
  view: (view) => {
    const { id, establishment } = view.data.accreditation;
    const [title, Act] = chosen(view.query);
    return (
      <>
        <Breadcrumbs classes="no-print" items={[{ text: 'Accreditations', href: '/lead/accreditations/' },
          { text: establishment.name, href: `/lead/accreditations/${id}/` }, { text: title }]} />
        <span class="govuk-caption-l">{`${establishment.name}, ${establishment.town}`}</span>
        <h1 class="govuk-heading-l">{title}</h1>
        <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><Act {...view} /></div></div>
      </>
    );
  },
});
