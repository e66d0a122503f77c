// A decision on one home: every score, every reason, and another look.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, body, ifThere, type Schemas } from '#api/client.ts';
import { BackLink, Details, InsetText } from '#components/index.ts';
import { RatingTag } from '#directory/rating.tsx';
import { ProseField, SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { type ApplicationEntry, applicationAddress } from '#provider/applied.ts';
import { EntryTag } from '#provider/tags.tsx';
import { Facts } from '#site/facts.tsx';
import { screen, type View } from '#site/screen.tsx';
import { atTime, onDay } from '#site/words.ts';

interface Whole {
  application: Schemas['Application'];
  place: ApplicationEntry;
  feedback: Schemas['EntryFeedback'];
  review: Schemas['DecisionReview'] | null;
}

async function load(application_id: string, entry_id: string): Promise<Whole> {
  const params = { path: { application_id, entry_id } };
  const [application, feedback, review] = await Promise.all([
    body(api.GET('/v1/applications/{application_id}', { params })),
    body(api.GET('/v1/applications/{application_id}/entries/{entry_id}/feedback', { params })),
    ifThere(api.GET('/v1/applications/{application_id}/entries/{entry_id}/review', { params })),
  ]);
  return { application, place: application.entries.find(({ id }) => id === entry_id)!, feedback, review: review?.data ?? null };
}

function Statements({ statements }: { statements: Schemas['FeedbackStatement'][] }) {
  return (
    <WideTable caption="Scored texts" firstCellIsHeader
      head={[{ text: 'Question' }, { text: 'Score', format: 'numeric' }, { text: 'Points', format: 'numeric' }, { text: 'Why' }]}
      rows={statements.map(({ question, score, points, weight, reason, scores }) => [
        { text: question },
        { text: `${score} of 5`, format: 'numeric' },
        { text: `${points.toFixed(4)} of ${weight}`, format: 'numeric' },
        { text: (
          <>
            {reason || '–'}
            {scores.map((one) => <><br /><span class="govuk-hint">{`Scorer ${one.scorer}: ${one.score}. ${one.reason}`}</span></>)}
          </>
        ) },
      ])}
    />
  );
}

function Review({ data, reload }: { data: Whole; reload: (done?: string) => Promise<void> }) {
  const { application, place, feedback, review } = data;
  const form = useForm({
    read: (values) => ({ text: values.text('text') }),
    send: (body, headers) => answer(api.POST('/v1/applications/{application_id}/entries/{entry_id}/review', {
      params: { path: { application_id: application.id, entry_id: place.id } }, body, headers })),
    done: () => reload('You have asked for another look'),
  });
  if (review)
    return (
      <>
        <h2 class="govuk-heading-m">Another look</h2>
        <InsetText>{`You asked on ${atTime(review.asked_at)}: ${review.text}`}</InsetText>
        <p class="govuk-body">
          {review.answer ? `${review.answer.outcome === 'stands' ? 'The decision stands' : 'It is decided anew'}: ${review.answer.reason}`
            : 'Somebody else is looking at it.'}
        </p>
      </>
    );
  if (feedback.review_until === null)
    return null;
  return (
    <Details summaryText={`Ask for another look, until ${onDay(feedback.review_until)}`}>
      <Form form={form}>
        <ProseField form={form} name="text" label="What should be looked at again?" hint="You can ask once. Somebody else will look." most={10_000} />
        <SendButton form={form} text="Ask for another look" secondary />
      </Form>
    </Details>
  );
}

function Feedback({ data, reload }: View<Whole>) {
  const { application, place, feedback } = data;
  return (
    <>
      <BackLink href={applicationAddress(application.id)}>{application.reference}</BackLink>
      <span class="govuk-caption-l">{application.reference}</span>
      <h1 class="govuk-heading-l">{`Decision on ${place.establishment_name}`}</h1>
      <Facts of={[
        ['Decision', <EntryTag state={feedback.outcome} />],
        ['Decided', atTime(feedback.decided_at)],
        feedback.reason !== null && ['Why', feedback.reason],
        ['Rating that counts', <RatingTag rating={feedback.rating} />],
        ['Score carried to every referral', `${feedback.core_score.toFixed(4)} of 100`],
      ]} />
      <WideTable caption="Requirements" firstCellIsHeader head={[{ text: 'Question' }, { text: 'Met' }, { text: 'Why' }]}
        rows={feedback.requirements.map(({ question, pass, reason }) => [
          { text: question }, { text: pass ? 'Yes' : 'No' }, { text: reason || '–' }])} />
      <Statements statements={feedback.statements} />
      {feedback.conditions.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Conditions</h2>
          <ul class="govuk-list govuk-list--bullet">
            {feedback.conditions.map(({ id, text, due_on }) => <li key={id}>{`${text}, by ${onDay(due_on)}`}</li>)}
          </ul>
        </>
      )}
      <Review data={data} reload={reload} />
    </>
  );
}

void screen({
  load: ({ ids: [application_id = '', entry_id = ''] }) => load(application_id, entry_id),
  title: ({ place }) => `Decision on ${place.establishment_name}`,
  view: Feedback,
});
