// outcome.tsx - a decision that was made, and what followed it.
// SPDX-License-Identifier: Apache-2.0
import { answer, api, ifMatch, type Schemas } from '#api/client.ts';
import { Details, InsetText, Tag } from '#components/index.ts';
import { ChoiceField, DateField, ProseField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { Quoted } from '#site/quoted.tsx';
import { atTime, onDay } from '#site/words.ts';
import { at, type EntryCase } from './entry.ts';

interface Decided extends EntryCase {
  feedback: Schemas['EntryFeedback'] | undefined;
  review: Schemas['DecisionReview'] | undefined;
  notice: Schemas['ExclusionNotice'] | undefined;
  noticeTag: string | undefined;
}

interface Part {
  of: Decided;
  reload: (done?: string) => Promise<void>;
}

function Feedback({ feedback }: { feedback: Schemas['EntryFeedback'] }) {
  return (
    <Details summaryText="What the provider reads: every score and reason">
      <WideTable caption="Requirements" firstCellIsHeader
        head={[{ text: 'Requirement' }, { text: 'Found' }, { text: 'Reason' }]}
        rows={feedback.requirements.map(({ question, pass, reason }) =>
          [{ text: question }, { text: pass ? 'Passes' : 'Does not pass' }, { text: reason }])} />
      <WideTable caption="Statements" firstCellIsHeader
        head={[{ text: 'Statement' }, { text: 'Score', format: 'numeric' }, { text: 'Points', format: 'numeric' }, { text: 'Reason' }]}
        rows={feedback.statements.map(({ question, score, points, reason, scores }) => [
          { text: question }, { text: score, format: 'numeric' }, { text: points.toFixed(4), format: 'numeric' },
          { text: <>{reason}{scores.map((one) => <><br />{`Scorer ${one.scorer}: ${one.score}. ${one.reason ?? ''}`}</>)}</> },
        ])} />
    </Details>
  );
}

function AnswerReview({ of: { application, entry }, reload }: Part) {
  const params = at(application.id, entry.id);
  const form = useForm({
    read: (values) => ({
      outcome: values.chosen<Schemas['ReviewOutcome']>('outcome', 'Say whether the decision stands'),
      reason: values.text('reason'),
    }),
    send: (body, headers) => answer(api.POST('/v1/applications/{application_id}/entries/{entry_id}/review/answer',
      { params, body, headers })),
    done: () => reload('The provider has your answer'),
  });
  return (
    <Form form={form}>
      <ChoiceField form={form} name="outcome" label="Your answer"
        hint="Given by somebody who has not made the decision"
        choices={[{ value: 'stands', text: 'The decision stands' },
          { value: 'reopened', text: 'Assess and decide again', hint: 'A refusal alone' }]} />
      <ProseField form={form} name="reason" label="Why" hint="The provider reads this" most={2000} rows={3} />
      <SendButton form={form} text="Answer" />
    </Form>
  );
}

function MinisterTold({ of: { application, entry, notice, noticeTag }, reload }: Part) {
  const params = { ...at(application.id, entry.id), header: ifMatch(noticeTag) };
  const form = useForm({
    read: (values) => ({ given_on: values.date('given_on'), reference: values.text('reference') }),
    send: (body) => answer(api.PUT('/v1/applications/{application_id}/entries/{entry_id}/exclusion-notice',
      { params, body })),
    done: () => reload('It is recorded that the Minister was told'),
  });
  return (
    <Form form={form}>
      <h3 class="govuk-heading-s">Notice to the Minister</h3>
      <p class="govuk-body">
        {notice!.overdue && <Tag classes="govuk-tag--red">Overdue</Tag>}{` Due by ${onDay(notice!.due_on)}.`}
      </p>
      <DateField form={form} name="given_on" label="Given on" value={notice!.given_on} />
      <TextField form={form} name="reference" label="Reference" value={notice!.reference} width={20} />
      <SendButton form={form} text="Record the notice" secondary />
    </Form>
  );
}

export function Outcome({ me, ...part }: Part & { me: Schemas['Me'] }) {
  const { entry, feedback, review, notice } = part.of;
  const { decision } = entry;
  if (decision === null)
    return null;
  const leads = me.role === 'lead';
  return (
    <>
      <h2 class="govuk-heading-m">
        {decision.outcome === 'accredited' ? 'Accredited' : 'Refused'}{` on ${onDay(decision.decided_at)}`}
      </h2>
      <Quoted text={decision.reason} empty="No reason was given." />
      {feedback && <Feedback feedback={feedback} />}
      {review && (
        <>
          <h3 class="govuk-heading-s">{`Another look was asked for on ${onDay(review.asked_at)}`}</h3>
          <Quoted text={review.text} />
          {review.answer ? (
            <InsetText>
              {`${review.answer.outcome === 'stands' ? 'The decision stands' : 'Decided again'}, ${atTime(review.answer.answered_at)}: ${review.answer.reason}`}
            </InsetText>
          ) : leads && <AnswerReview {...part} />}
        </>
      )}
      {notice && (notice.given_on === null && leads ? <MinisterTold {...part} /> : (
        <p class="govuk-body">
          {`The Minister was told on ${onDay(notice.given_on ?? notice.due_on)}: ${notice.reference ?? ''}`}
        </p>
      ))}
    </>
  );
}
