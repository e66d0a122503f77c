// One home whose answers an officer of a partner council scores.
// SPDX-License-Identifier: Apache-2.0
import { type Declared, DeclareConflict, loadDeclared } from '#assessment/conflict.tsx';
import { GiveScores, liesApart, loadScoring, type Scoring, WhatWasGiven } from '#assessment/scoring.tsx';
import { Breadcrumbs, Details, InsetText } from '#components/index.ts';
import { Facts } from '#site/facts.tsx';
import { screen, type View } from '#site/screen.tsx';

interface Task {
  declared: Declared;
  // Whoever has a conflict of interest sees nothing of it.
  scoring: Scoring | null;
}

const above = { text: 'Applications to score', href: '/council/scoring/' };

void screen<Task>({
  load: async ({ ids: [application_id = '', entry_id = ''] }) => {
    const declared = await loadDeclared(application_id);
    return { declared, scoring: declared?.data.conflicted ? null : await loadScoring(application_id, entry_id) };
  },
  title: ({ scoring }) => (scoring ? `Score ${scoring.paper.establishment.name}` : 'Score an application'),
  view: (view) => {
    const { scoring } = view.data;
    const title = scoring?.paper.establishment.name ?? 'Score an application';
    return (
      <>
        <Breadcrumbs classes="no-print" items={[above, { text: title }]} />
        {scoring && <span class="govuk-caption-l">{scoring.paper.application_reference}</span>}
        <h1 class="govuk-heading-l">{title}</h1>
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-two-thirds">
            {scoring ? <Asked {...view} scoring={scoring} /> : <Declaration {...view} application_id={view.ids[0]!} />}
          </div>
        </div>
      </>
    );
  },
});

function Declaration({ data: { declared }, reload, application_id }: View<Task> & { application_id: string }) {
  return <DeclareConflict application_id={application_id} own={declared} reload={reload} />;
}

function Asked({ scoring, ...view }: View<Task> & { scoring: Scoring }) {
  const { paper } = scoring;
  return (
    <>
      <Facts of={[
        ['Applicant', paper.provider.name],
        ['Home', `${paper.establishment.name}, ${paper.establishment.town}`],
        ['Category', paper.category.name],
        ['Scored by', `${paper.assessors} people, each without seeing what the others give`],
      ]} />
      <Part {...view} scoring={scoring} />
    </>
  );
}

// The step that this person is at.
function Part({ scoring, ...view }: View<Task> & { scoring: Scoring }) {
  const { paper } = scoring;
  if (paper.complete)
    return <Complete {...scoring} />;
  if (paper.state !== 'submitted')
    return <InsetText>This application is not scored any more.</InsetText>;
  if (view.data.declared === null)
    return (
      <>
        <h2 class="govuk-heading-m">First, say whether you can judge this fairly</h2>
        <p class="govuk-body">Then you are shown what the applicant has written.</p>
        <Declaration {...view} application_id={paper.application_id} />
      </>
    );
  return (
    <>
      <GiveScores of={scoring} reload={view.reload} />
      <Details summaryText="A conflict of interest has come up">
        <Declaration {...view} application_id={paper.application_id} />
      </Details>
    </>
  );
}

function Complete({ paper }: Scoring) {
  const open = paper.statements.filter((one) => liesApart(one) && one.agreed === null);
  return (
    <>
      <InsetText>
        {open.length > 0
          ? 'All have scored, and some scores lie more than one apart. Talk about those with the other scorers and agree on one; the lead authority writes down what you agree on and why.'
          : 'All have scored. There is nothing left for you to do.'}
      </InsetText>
      <WhatWasGiven paper={paper} answers />
    </>
  );
}
