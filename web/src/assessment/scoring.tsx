// scoring.tsx - the answers of a home, scored by several people blind to each other.
// SPDX-License-Identifier: Apache-2.0
//
// For the lead's own people and officers of its partners alike.
import type { ComponentChildren } from 'preact';

import { type Answer, answer, api, body, ifMatch, ifThere, type Schemas } from '#api/client.ts';
import { InsetText } from '#components/index.ts';
import { SendButton } from '#forms/fields.tsx';
import { Form, useForm } from '#forms/form.tsx';
import { Quoted } from '#site/quoted.tsx';
import { loadScale, MarkFields, placeOf, readMarks, type Scale } from './scale.tsx';

type Paper = Schemas['ScoringPaper'];
type Statement = Schemas['ScoringStatement'];

export interface Scoring {
  paper: Paper;
  own: Answer<Schemas['EntryScores']> | null;
  scale: Scale;
}

export async function loadScoring(application_id: string, entry_id: string): Promise<Scoring> {
  const params = { path: { application_id, entry_id } };
  const [paper, own, scale] = await Promise.all([
    body(api.GET('/v1/applications/{application_id}/entries/{entry_id}/scoring', { params })),
    ifThere(api.GET('/v1/applications/{application_id}/entries/{entry_id}/scores', { params })),
    loadScale(),
  ]);
  return { paper, own, scale };
}

// The rule is the API's (ADR 20): so far apart, a consensus is needed.
export const liesApart = ({ scores }: Statement): boolean => {
  const given = (scores ?? []).map(({ score }) => score);
  return Math.max(...given) - Math.min(...given) > 1;
};

const weighed = ({ weight, scorer_group }: Statement): string =>
  `Weight ${weight} of 100${scorer_group ? `, made with: ${scorer_group}` : ''}`;

// What was asked and answered, and beside it whatever is to be done with it.
export function StatementHead({ of }: { of: Statement }) {
  return (
    <>
      <h3 class="govuk-heading-s" id={`told-${of.code}`}>{of.question}</h3>
      <p class="govuk-hint">{weighed(of)}</p>
      <Quoted text={of.answer} empty="The applicant has written nothing." />
    </>
  );
}

export function GiveScores({ of: { paper, own, scale }, reload, children }: {
  of: Scoring; reload: (done?: string) => Promise<void>; children?: ComponentChildren;
}) {
  const path = { application_id: paper.application_id, entry_id: paper.entry_id };
  const form = useForm({
    read: (values) => ({ statements: readMarks(values, paper.statements) }),
    send: (body) => answer(api.PUT('/v1/applications/{application_id}/entries/{entry_id}/scores',
      { params: { path, header: ifMatch(own?.etag) }, body })),
    done: () => reload('Your scores are saved'),
  });
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">Your own scores</h2>
      <p class="govuk-body">
        {own === null ? 'Nobody sees what you give until all have scored, and you see nothing of theirs.'
          : 'You have scored. You can still change your scores, until the last of the others has scored.'}
      </p>
      {children}
      {paper.statements.map((one) => (
        <section class="marked" key={one.code} aria-labelledby={`told-${one.code}`}>
          <StatementHead of={one} />
          <MarkFields form={form} place={placeOf(one.code)} scale={scale} mark={own?.data.statements[one.code]}
            hint="The applicant reads this after the decision, without your name" />
        </section>
      ))}
      <SendButton form={form} text={own === null ? 'Save your scores' : 'Change your scores'} />
    </Form>
  );
}

function Marks({ of: { scores, agreed } }: { of: Statement }) {
  return (
    <ul class="govuk-list govuk-list--bullet">
      {(scores ?? []).map(({ scorer, score, reason }) =>
        <li key={scorer.id}>{`${scorer.name}: ${score}. ${reason ?? ''}`}</li>)}
      {agreed && <li><strong>{`Agreed: ${agreed.score}. `}</strong>{agreed.reason}</li>}
    </ul>
  );
}

// Once all have scored.
export function WhatWasGiven({ paper: { statements }, answers }: {
  paper: Paper;
  // With what the applicant wrote.
  answers?: boolean;
}) {
  return (
    <>
      <h2 class="govuk-heading-m">What was given</h2>
      {!statements.some(liesApart) && (
        <InsetText>The scores lie close together; their means are taken.</InsetText>
      )}
      {statements.map((one) => (
        <section key={one.code} class={answers ? 'marked' : undefined} aria-labelledby={`told-${one.code}`}>
          {answers ? <StatementHead of={one} /> : <h3 class="govuk-heading-s" id={`told-${one.code}`}>{one.question}</h3>}
          <Marks of={one} />
        </section>
      ))}
    </>
  );
}

export function AgreeOnScores({ of: { paper, scale }, etag, reload }: {
  of: Scoring;
  // Of what was agreed on before, if anything was.
  etag: string | undefined;
  reload: (done?: string) => Promise<void>;
}) {
  const path = { application_id: paper.application_id, entry_id: paper.entry_id };
  const apart = paper.statements.filter(liesApart);
  const form = useForm({
    read: (values) => ({ statements: readMarks(values, apart) }),
    send: (body) => answer(api.PUT('/v1/applications/{application_id}/entries/{entry_id}/consensus',
      { params: { path, header: ifMatch(etag) }, body })),
    done: () => reload('What was agreed on is recorded'),
  });
  if (apart.length === 0)
    return null;
  return (
    <Form form={form}>
      <h2 class="govuk-heading-m">What the scorers agree on</h2>
      <p class="govuk-body">
        These scores lie more than one apart. The scorers talk about them and agree on one, between the lowest and the
        highest that was given.
      </p>
      {apart.map((one) => (
        <section class="marked" key={one.code}>
          <h3 class="govuk-heading-s">{one.question}</h3>
          <MarkFields form={form} place={placeOf(one.code)} scale={scale} mark={one.agreed} label="Agreed score" />
        </section>
      ))}
      <SendButton form={form} text="Record what was agreed" />
    </Form>
  );
}
