// Who scores the statements, each blind to the others; and what they agree on.
// SPDX-License-Identifier: Apache-2.0
import { type Answer, answer, api, body, everything, ifThere, Problem, type Schemas, Unreachable } from '#api/client.ts';
import { Button, InsetText, Tag } from '#components/index.ts';
import { addressOf, ApplicationFrame, entryAddress } from '#lead/application-frame.tsx';
import { scores } from '#lead/choices.ts';
import { at, type EntryCase, homeIn, isOpen, loadEntry, scorersOf } from '#lead/entry.ts';
import { ifMatch } from '#lead/load.ts';
import { ChoiceField, ProseField, SelectField, SendButton, TextField } from '#site/fields.tsx';
import { Form, useForm } from '#site/form.tsx';
import { showFaults } from '#site/notices.tsx';
import { Quoted } from '#site/quoted.tsx';
import { screen, type View } from '#site/screen.tsx';
import { WideTable } from '#site/wide-table.tsx';

interface Scored extends EntryCase {
  scorers: Schemas['Scorer'][];
  evaluators: Schemas['Evaluator'][];
  consensus: Answer<Schemas['ScoreConsensus']> | null;
}

const counting = (of: Scored) => of.scorers.filter(({ ended_at }) => ended_at === null);

// All marks of one statement, once they are shown.
const marksOf = (of: Scored, code: string) =>
  counting(of).flatMap(({ scorer, statements }) => {
    const mark = statements?.[code];
    return mark ? [{ name: scorer.name, ...mark }] : [];
  });

const shown = (of: Scored) => counting(of).length > 0 && counting(of).every(({ statements, scored }) => scored && statements !== null);

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

function Own({ data, me, reload }: View<Scored>) {
  const { application, entry, category, scorers } = data;
  const own = scorers.find(({ scorer }) => scorer.id === me.id);
  const form = useForm({
    read: (values) => ({
      statements: Object.fromEntries(category.statements.map(({ code }) => [code, {
        score: Number(values.chosen(`statements-${code}-score`, 'Give a score from 0 to 5')),
        reason: values.text(`statements-${code}-reason`),
      }])),
    }),
    send: async (body) => {
      const now = await ifThere(api.GET('/v1/applications/{application_id}/entries/{entry_id}/scores', { params: at(application.id, entry.id) }));
      return answer(api.PUT('/v1/applications/{application_id}/entries/{entry_id}/scores',
        { params: { ...at(application.id, entry.id), header: ifMatch(now?.etag) }, body }));
    },
    done: () => reload('Your scores are saved'),
  });
  if (!own || own.ended_at || shown(data) || !isOpen(data))
    return null;
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">Your own scores</h2>
      <p class="govuk-body">
        Say first whether you have a <a class="govuk-link" href={addressOf(application.id, 'conflict')}>conflict of interest</a>.
        Nobody sees what the others gave until all have scored.
      </p>
      {category.statements.map(({ code, question, weight }) => (
        <section class="marked" key={code}>
          <h3 class="govuk-heading-s">{question}</h3>
          <p class="govuk-hint">{`Weight ${weight} of 100`}</p>
          <Quoted text={entry.statements[code]} />
          <ChoiceField form={form} name={`statements-${code}-score`} label="Score" inline choices={scores}
            value={own.statements?.[code] ? String(own.statements[code].score) : null} />
          <ProseField form={form} name={`statements-${code}-reason`} label="Reason" most={2000} rows={2} value={own.statements?.[code]?.reason} />
        </section>
      ))}
      <SendButton form={form} text="Save your scores" />
    </Form>
  );
}

function Given({ data }: { data: Scored }) {
  return (
    <>
      <h2 class="govuk-heading-m">What was given</h2>
      {data.category.statements.map(({ code, question }) => (
        <section key={code}>
          <h3 class="govuk-heading-s">{question}</h3>
          <ul class="govuk-list govuk-list--bullet">
            {marksOf(data, code).map(({ name, score, reason }) => <li key={name}>{`${name}: ${score}. ${reason ?? ''}`}</li>)}
            {data.consensus?.data.statements[code] && (
              <li><strong>{`Agreed: ${data.consensus.data.statements[code].score}. `}</strong>{data.consensus.data.statements[code].reason}</li>
            )}
          </ul>
        </section>
      ))}
    </>
  );
}

// The API names what lies apart: its own words say which statements.
function Consensus({ data, reload }: View<Scored>) {
  const { application, entry, category, consensus } = data;
  const apart = category.statements.filter(({ code }) => {
    const given = marksOf(data, code).map(({ score }) => score);
    return Math.max(...given) - Math.min(...given) > 1;
  });
  const form = useForm({
    read: (values) => ({
      statements: Object.fromEntries(apart.map(({ code }) => [code, {
        score: Number(values.chosen(`statements-${code}-score`, 'Give the score that was agreed on')),
        reason: values.text(`statements-${code}-reason`),
      }])),
    }),
    send: (body) => answer(api.PUT('/v1/applications/{application_id}/entries/{entry_id}/consensus',
      { params: { ...at(application.id, entry.id), header: ifMatch(consensus?.etag) }, body })),
    done: () => reload('What was agreed on is recorded'),
  });
  if (apart.length === 0)
    return <InsetText>The scores lie close together; their means are taken.</InsetText>;
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">What the scorers agree on</h2>
      <p class="govuk-body">These scores lie more than one apart.</p>
      {apart.map(({ code, question }) => (
        <section class="marked" key={code}>
          <h3 class="govuk-heading-s">{question}</h3>
          <ChoiceField form={form} name={`statements-${code}-score`} label="Agreed score" inline choices={scores}
            value={consensus?.data.statements[code] ? String(consensus.data.statements[code].score) : null} />
          <ProseField form={form} name={`statements-${code}-reason`} label="Reason" most={2000} rows={2} value={consensus?.data.statements[code]?.reason} />
        </section>
      ))}
      <SendButton form={form} text="Record what was agreed" />
    </Form>
  );
}

function Scoring(view: View<Scored>) {
  const { data } = view;
  return (
    <ApplicationFrame application={data.application} entry={data.listed} title="Who scores">
      <p class="govuk-body">{`The category asks for ${data.category.assessors}, blind to each other.`}</p>
      <List {...view} />
      {shown(data) && <Given data={data} />}
      {shown(data) ? isOpen(data) && <Consensus {...view} /> : <Own {...view} />}
      {isOpen(data) && counting(data).length < data.category.assessors && <Ask {...view} />}
      <p class="govuk-body"><a class="govuk-link" href={entryAddress(data.application.id, data.entry.id)}>Back to the home</a></p>
    </ApplicationFrame>
  );
}

void screen<Scored>({
  load: async ({ ids }) => {
    const one = await loadEntry(ids);
    const params = at(one.application.id, one.entry.id);
    const [scorers, evaluators, consensus] = await Promise.all([
      scorersOf(params),
      everything((cursor) => body(api.GET('/v1/schemes/{scheme_id}/evaluators',
        { params: { path: { scheme_id: one.application.scheme_id }, query: { cursor } } }))),
      ifThere(api.GET('/v1/applications/{application_id}/entries/{entry_id}/consensus', { params })),
    ]);
    return { ...one, scorers, evaluators, consensus };
  },
  title: (one) => `Who scores: ${homeIn(one)}`,
  view: Scoring,
});
