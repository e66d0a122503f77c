// The assessment: each answer with its mark beside it.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, ifMatch, ifThere, type Schemas } from '#api/client.ts';
import { loadScale, MarkFields, placeOf, readMarks, type Scale } from '#assessment/scale.tsx';
import { InsetText, Tag } from '#components/index.ts';
import { ratings, RatingTag } from '#directory/rating.tsx';
import { ChoiceField, ProseField, SelectField, SendButton } from '#forms/fields.tsx';
import { Form, type FormState, useForm } from '#forms/form.tsx';
import type { Values } from '#forms/values.ts';
import { addressOf, ApplicationFrame, entryAddress, NotNow } from '#lead/application-frame.tsx';
import { choicesOf, passOrFail } from '#lead/choices.ts';
import { at, type EntryCase, homeIn, isOpen, loadEntry } from '#lead/entry.ts';
import { goTo } from '#site/notices.tsx';
import { Quoted } from '#site/quoted.tsx';
import { screen, type View } from '#site/screen.tsx';
import { inWords } from '#site/words.ts';

type Marks = Schemas['RequirementMarks'];
type Question = Schemas['CategoryRequirement'] | Schemas['CategoryStatement'];

interface ToAssess extends EntryCase {
  home: Schemas['Establishment'] | undefined;
  scale: Scale;
}

// Of a category with two stages, what the stage at hand asks.
const asked = <Q extends Question>({ entry }: EntryCase, questions: Q[]): Q[] =>
  questions.filter(({ stage }) => entry.state !== 'stage_1' || (stage ?? 1) === 1);

const marked = (values: Values, { requirements }: Schemas['Category'], of: EntryCase): Marks =>
  Object.fromEntries(asked(of, requirements).map(({ code, question }) => [code, {
    pass: values.chosen(`requirements-${code}-pass`, `${question} Say whether it passes`) === 'yes',
    reason: values.text(`requirements-${code}-reason`),
  }]));

function Requirement({ form, question: { code, question, exclusion }, of }: {
  form: FormState; question: Schemas['CategoryRequirement']; of: EntryCase;
}) {
  const given = of.entry.requirements[code];
  const mark = of.assessment?.data.requirements[code];
  return (
    <section class="marked" aria-labelledby={`asked-${code}`}>
      <h3 class="govuk-heading-s" id={`asked-${code}`}>{question}</h3>
      <p class="govuk-body">
        {exclusion && <><Tag classes="govuk-tag--orange">{`${inWords(exclusion)} exclusion`}</Tag><br /></>}
        {`The provider says: ${given === undefined ? 'nothing' : given.met ? 'yes' : 'no'}`}
      </p>
      <Quoted text={given?.note} empty="No remark." />
      <ChoiceField form={form} name={`requirements-${code}-pass`} label="What you found" inline choices={passOrFail}
        value={mark === undefined ? null : mark.pass ? 'yes' : 'no'} />
      <ProseField form={form} name={`requirements-${code}-reason`} label="Reason" most={2000} rows={2} value={mark?.reason} />
    </section>
  );
}

function Statement({ form, question: { code, question, weight, scorer_group }, of }: {
  form: FormState; question: Schemas['CategoryStatement']; of: ToAssess;
}) {
  const mark = of.assessment?.data.statements[code];
  const alone = of.category.assessors === 1;
  return (
    <section class="marked" aria-labelledby={`told-${code}`}>
      <h3 class="govuk-heading-s" id={`told-${code}`}>{question}</h3>
      <p class="govuk-hint">{`Weight ${weight} of 100${scorer_group ? `, scored also for: ${scorer_group}` : ''}`}</p>
      <Quoted text={of.entry.statements[code]} />
      {alone && <MarkFields form={form} place={placeOf(code)} scale={of.scale} mark={mark} />}
    </section>
  );
}

function Marking({ data }: View<ToAssess>) {
  const { application, entry, category, assessment, home } = data;
  const params = { ...at(application.id, entry.id), header: ifMatch(assessment?.etag) };
  const alone = category.assessors === 1;
  const form = useForm({
    read: (values) => ({
      requirements: marked(values, category, data),
      ...(alone ? { statements: readMarks(values, category.statements) } : {}),
      rating: values.chosen<Schemas['Rating']>('rating', 'Choose the rating'),
    }),
    send: (body) => answer(api.PUT('/v1/applications/{application_id}/entries/{entry_id}/assessment', { params, body })),
    done: ({ data: { core_score } }) => goTo(entryAddress(application.id, entry.id),
      `The assessment is saved. The home carries ${core_score.toFixed(4)} of 100 points`),
  });
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">Requirements: each passes or not</h2>
      {category.requirements.map((question) => <Requirement key={question.code} form={form} question={question} of={data} />)}
      <h2 class="govuk-heading-m">Statements: each is scored 0 to 5</h2>
      {!alone && (
        <InsetText>
          {`${category.assessors} people score these, blind to each other; their scores are taken. `}
          <a class="govuk-link" href={entryAddress(application.id, entry.id, 'scorers')}>Who scores</a>
        </InsetText>
      )}
      {category.statements.map((question) => <Statement key={question.code} form={form} question={question} of={data} />)}
      <h2 class="govuk-heading-m">Rating</h2>
      <SelectField form={form} name="rating" label="The regulator’s rating"
        hint={`As the register has it; this is the one that counts. The provider says: ${home ? ratings[home.rating] : 'nothing'}`}
        value={assessment?.data.rating ?? ''} choices={[{ value: '', text: 'Choose' }, ...choicesOf(ratings)]} />
      <SendButton form={form} text={assessment ? 'Save the new assessment' : 'Save the assessment'} />
    </Form>
  );
}

function FirstStage({ data }: View<ToAssess>) {
  const { application, entry, category } = data;
  const params = at(application.id, entry.id);
  const form = useForm({
    read: (values) => ({
      requirements: marked(values, category, data),
      reason: values.optional('reason') ?? undefined,
    }),
    send: (body, headers) => answer(api.POST('/v1/applications/{application_id}/entries/{entry_id}/first-stage',
      { params, body, headers })),
    done: ({ data: { first_stage } }) => goTo(entryAddress(application.id, entry.id),
      first_stage?.passed ? 'The first stage is passed; the second is open to the provider' : 'The home is refused'),
  });
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">Requirements of the first stage</h2>
      {asked(data, category.requirements).map((question) =>
        <Requirement key={question.code} form={form} question={question} of={data} />)}
      <ProseField form={form} name="reason" label="Reason of a refusal" hint="Needed where one does not pass. The provider reads this" most={2000} rows={3} />
      <SendButton form={form} text="Decide the first stage" />
    </Form>
  );
}

function Made({ data: { assessment, entry, category } }: { data: ToAssess }) {
  const marks = assessment?.data;
  return (
    <>
      {marks && <p class="govuk-body"><RatingTag rating={marks.rating} />{` Carried score ${marks.core_score.toFixed(4)}`}</p>}
      {category.requirements.map(({ code, question }) => (
        <section key={code}>
          <h3 class="govuk-heading-s">{question}</h3>
          <Quoted text={entry.requirements[code]?.note} empty="No remark." />
          {marks?.requirements[code] && <p class="govuk-body">{`${marks.requirements[code].pass ? 'Passes' : 'Does not pass'}. ${marks.requirements[code].reason ?? ''}`}</p>}
        </section>
      ))}
      {category.statements.map(({ code, question }) => (
        <section key={code}>
          <h3 class="govuk-heading-s">{question}</h3>
          <Quoted text={entry.statements[code]} />
          {marks?.statements[code] && <p class="govuk-body">{`${marks.statements[code].score} of 5. ${marks.statements[code].reason ?? ''}`}</p>}
        </section>
      ))}
    </>
  );
}

function Assess(view: View<ToAssess>) {
  const { application, listed, entry } = view.data;
  return (
    <ApplicationFrame application={application} entry={listed} title={isOpen(view.data) ? 'Assess' : 'Answers and assessment'}>
      {application.state === 'information_requested' ? (
        <NotNow back={addressOf(application.id, 'information')}>
          The provider was asked for information. Until it has answered, nothing is assessed.
        </NotNow>
      ) : !isOpen(view.data) ? <Made data={view.data} />
        : entry.state === 'stage_1' ? <FirstStage {...view} /> : <Marking {...view} />}
    </ApplicationFrame>
  );
}

void screen<ToAssess>({
  load: async ({ ids }) => {
    const one = await loadEntry(ids);
    const [home, scale] = await Promise.all([
      ifThere(api.GET('/v1/establishments/{establishment_id}',
        { params: { path: { establishment_id: one.entry.establishment_id } } })),
      loadScale(),
    ]);
    return { ...one, home: home?.data, scale };
  },
  title: (one) => `Assess ${homeIn(one)}`,
  view: Assess,
});
