// Who scores the statements, each blind to the others; and what they agree on.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, body, everything, ifThere, Problem, type Schemas, Unreachable } from '#api/client.ts';
import { AgreeOnScores, GiveScores, loadScoring, type Scoring, WhatWasGiven } from '#assessment/scoring.tsx';
import { Button, Tag } from '#components/index.ts';
import { SelectField, SendButton, TextField } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { addressOf, ApplicationFrame, entryAddress } from '#lead/application-frame.tsx';
import { at, type EntryCase, homeIn, isOpen, loadEntry, scorersOf } from '#lead/entry.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { showFaults } from '#site/notices.tsx';
import { screen, type View } from '#site/screen.tsx';

interface Scored extends EntryCase {
  scorers: Schemas['Scorer'][];
  evaluators: Schemas['Evaluator'][];
  consensus: Answer<Schemas['ScoreConsensus']> | null;
  // There is nothing to score before the last stage.
  scoring: Scoring | null;
}

const stages: Schemas['EntryState'][] = ['stage_1', 'stage_2'];

const counting = (of: Scored) => of.scorers.filter(({ ended_at }) => ended_at === null);

function Ask({ data, reload }: View<Scored>) {
  const { application, entry, evaluators, scorers } = data;
  const free = evaluators.filter(({ id }) => !scorers.some(({ scorer }) => scorer.id === id));
  const form = useForm({
    read: (values) => ({
      user_id: values.chosen<string>('user_id', 'Choose a person'),
      speaks_for: values.optional('speaks_for') ?? undefined,
    }),
    send: ({ user_id, speaks_for }) => answer(api.PUT('/v1/applications/{application_id}/entries/{entry_id}/scorers/{user_id}', {
      params: { path: { application_id: application.id, entry_id: entry.id, user_id } }, body: { speaks_for } })),
    done: ({ data: { scorer } }) => reload(`${scorer.name} is asked to score`),
  });
  const groups = data.category.statements.map(({ scorer_group }) => scorer_group).filter(Boolean);
  if (free.length === 0)
    return <p class="govuk-body">Nobody else whose training is current can be asked.</p>;
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">Ask somebody to score</h2>
      <SelectField form={form} name="user_id" label="Person" hint="Those whose training is current"
        choices={[{ value: '', text: 'Choose' }, ...free.map(({ id, name, organisation }) =>
          ({ value: id, text: `${name}, ${organisation.name}` }))]} />
      {groups.length > 0 && (
        <TextField form={form} name="speaks_for" label="Speaks for (optional)" hint={`For example, ${groups[0]}`} />
      )}
      <SendButton form={form} text="Ask to score" secondary />
    </Form>
  );
}

function List({ data, reload }: View<Scored>) {
  const { application, entry, scorers } = data;
  const end = async ({ scorer: { id: user_id, name } }: Schemas['Scorer']) => {
    const path = { application_id: application.id, entry_id: entry.id, user_id };
    try {
      const { etag } = await answer(api.GET('/v1/applications/{application_id}/entries/{entry_id}/scorers/{user_id}', { params: { path } }));
      await answer(api.DELETE('/v1/applications/{application_id}/entries/{entry_id}/scorers/{user_id}',
        { params: { path, header: { 'If-Match': etag } } }));
      await reload(`${name} is not asked any more`);
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable))
        throw error;
      showFaults(error);
    }
  };
  if (scorers.length === 0)
    return <p class="govuk-body">Nobody has been asked yet.</p>;
  return (
    <WideTable caption="Who was asked" firstCellIsHeader
      head={[{ text: 'Person' }, { text: 'Of' }, { text: 'Speaks for' }, { text: 'State' }, { text: 'Change' }]}
      rows={scorers.map((one) => [
        { text: one.scorer.name }, { text: one.organisation.name }, { text: one.speaks_for ?? '' },
        { text: one.ended_at ? <Tag classes="govuk-tag--grey">Ended: conflict of interest</Tag>
          : one.scored ? <Tag classes="govuk-tag--green">Has scored</Tag> : <Tag classes="govuk-tag--blue">Asked</Tag> },
        { text: !one.scored && !one.ended_at && isOpen(data) && (
          <Button type="button" classes="govuk-button--secondary in-table" attributes={{ onClick: () => end(one) }}>
            Ask no more<span class="govuk-visually-hidden">{`: ${one.scorer.name}`}</span>
          </Button>
        ) },
      ])} />
  );
}

function Own({ data, me, reload, scoring }: View<Scored> & { scoring: Scoring }) {
  const own = data.scorers.find(({ scorer }) => scorer.id === me.id);
  if (!own || own.ended_at || !isOpen(data))
    return null;
  return (
    <GiveScores of={scoring} reload={reload}>
      <p class="govuk-body">
        Say first whether you have a <a class="govuk-link" href={addressOf(data.application.id, 'conflict')}>conflict of interest</a>.
      </p>
    </GiveScores>
  );
}

// Once all have scored.
function Result({ data, reload, scoring }: View<Scored> & { scoring: Scoring }) {
  return (
    <>
      <WhatWasGiven paper={scoring.paper} />
      {isOpen(data) && <AgreeOnScores of={scoring} etag={data.consensus?.etag} reload={reload} />}
    </>
  );
}

function Scorers(view: View<Scored>) {
  const { data, data: { scoring } } = view;
  return (
    <ApplicationFrame application={data.application} entry={data.listed} title="Who scores">
      <p class="govuk-body">{`The category asks for ${data.category.assessors}, blind to each other.`}</p>
      <List {...view} />
      {scoring && (scoring.paper.complete ? <Result {...view} scoring={scoring} /> : <Own {...view} scoring={scoring} />)}
      {isOpen(data) && counting(data).length < data.category.assessors && <Ask {...view} />}
      <p class="govuk-body"><a class="govuk-link" href={entryAddress(data.application.id, data.entry.id)}>Back to the home</a></p>
    </ApplicationFrame>
  );
}

void screen<Scored>({
  load: async ({ ids }) => {
    const one = await loadEntry(ids);
    const params = at(one.application.id, one.entry.id);
    const [scorers, evaluators, consensus, scoring] = await Promise.all([
      scorersOf(params),
      everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/evaluators',
        { params: { path: { scheme_id: one.application.scheme_id }, query: { cursor } } }))),
      ifThere(api.GET('/v1/applications/{application_id}/entries/{entry_id}/consensus', { params })),
      stages.includes(one.entry.state) ? null : loadScoring(one.application.id, one.entry.id),
    ]);
    return { ...one, scorers, evaluators, consensus, scoring };
  },
  title: (one) => `Who scores: ${homeIn(one)}`,
  view: Scorers,
});
