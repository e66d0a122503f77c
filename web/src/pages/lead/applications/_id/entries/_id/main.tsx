// One home in one category: what it asks for, and what stands before the decision.
// SPDX-License-Identifier: Apache-2.0
import { api, ifThere, type Schemas } from '#api/client.ts';
import { Button, Tag, TaskList } from '#components/index.ts';
import { addressOf, ApplicationFrame, entryAddress } from '#lead/application-frame.tsx';
import { at, type EntryCase, homeIn, isOpen, loadEntry, scorersOf } from '#lead/entry.ts';
import { Outcome } from '#lead/outcome.tsx';
import { WideTable } from '#lists/wide-table.tsx';
import { type Official, OfficialRecord, officialOf } from '#market/official.tsx';
import { EntryTag } from '#market/tags.tsx';
import { Facts } from '#site/facts.tsx';
import { screen, type View } from '#site/screen.tsx';
import { money, plural } from '#site/words.ts';

interface Before extends EntryCase {
  checks: Schemas['DueDiligence'] | undefined;
  warning: Schemas['Warning'] | undefined;
  risk: Schemas['FinancialAssessment'] | undefined;
  declarations: Schemas['Declarations'] | undefined;
  scorers: Schemas['Scorer'][];
  feedback: Schemas['EntryFeedback'] | undefined;
  review: Schemas['DecisionReview'] | undefined;
  notice: Schemas['ExclusionNotice'] | undefined;
  noticeTag: string | undefined;
  official: Official;
}

async function load(ids: string[]): Promise<Before> {
  const [application_id = '', entry_id = ''] = ids;
  const params = at(application_id, entry_id);
  const of = { params: { path: { application_id } } };
  const [entry, checks, warning, risk, declarations, scorers, feedback, review, notice] = await Promise.all([
    loadEntry(ids),
    ifThere(api.GET('/v1/applications/{application_id}/entries/{entry_id}/due-diligence', { params })),
    ifThere(api.GET('/v1/applications/{application_id}/entries/{entry_id}/warning', { params })),
    ifThere(api.GET('/v1/applications/{application_id}/financial-assessment', of)),
    ifThere(api.GET('/v1/applications/{application_id}/declarations', of)),
    scorersOf(params),
    ifThere(api.GET('/v1/applications/{application_id}/entries/{entry_id}/feedback', { params })),
    ifThere(api.GET('/v1/applications/{application_id}/entries/{entry_id}/review', { params })),
    ifThere(api.GET('/v1/applications/{application_id}/entries/{entry_id}/exclusion-notice', { params })),
  ]);
  return {
    ...entry, scorers, official: await officialOf(entry.listed.establishment_id),
    checks: checks?.data, warning: warning?.data, risk: risk?.data, declarations: declarations?.data,
    feedback: feedback?.data, review: review?.data, notice: notice?.data, noticeTag: notice?.etag,
  };
}

const done = { text: 'Done' };
const todo = { tag: { text: 'To do', classes: 'govuk-tag--blue' } };
const told = (text: string) => ({ tag: { text, classes: 'govuk-tag--yellow' } });

// What the category asks for. Whether it is enough, the decision says.
function Steps({ entry: one }: { entry: Before }) {
  const { application, entry, category, declarations, scorers } = one;
  const to = (page: string) => entryAddress(application.id, entry.id, page);
  const parties = declarations?.parties ?? [];
  const unchecked = parties.filter(({ checked }) => checked === null).length;
  const missing = category.assessors - scorers.filter(({ scored, ended_at }) => scored && !ended_at).length;
  return (
    <TaskList
      idPrefix="step"
      items={[
        parties.length > 0 && {
          title: { text: 'Check who takes part' }, href: addressOf(application.id, 'parties'),
          status: unchecked === 0 ? done : told(`${unchecked} to check`),
        },
        category.highest_risk !== null && {
          title: { text: 'Assess the financial risk' }, href: addressOf(application.id, 'parties'),
          status: one.risk ? done : todo,
        },
        category.due_diligence.length > 0 && {
          title: { text: 'Look into the registers' }, href: to('due-diligence'),
          status: one.checks ? done : todo,
        },
        category.assessors > 1 && {
          title: { text: 'Let several people score the statements' }, href: to('scorers'),
          hint: { text: `${category.assessors} people, blind to each other` },
          status: missing > 0 ? told(`${missing} missing`) : done,
        },
        {
          title: { text: entry.state === 'stage_1' ? 'Assess the first stage' : 'Assess' }, href: to('assessment'),
          status: one.assessment ? done : todo,
        },
        {
          title: { text: 'Tell the applicant what failed, and hear the answer' }, href: to('warning'),
          hint: { text: 'Before a refusal; a must before an exclusion' },
          status: one.warning === undefined ? { text: 'Not sent' }
            : one.warning.representation ? told('Answered') : told('Sent'),
        },
        {
          title: { text: 'Decide' }, href: to('decision'),
          status: one.assessment ? todo : { text: 'Cannot start yet', classes: 'govuk-task-list__status--cannot-start-yet' },
        },
      ]}
    />
  );
}

function Costs({ entry: { entry, category } }: { entry: Before }) {
  const heads = category.cost_heads.filter(({ code }) => code in entry.core_pence);
  const sum = heads.reduce((total, { code }) => total + (entry.core_pence[code] ?? 0), 0);
  const { core_cap_pence: cap } = category;
  const offers = Object.entries(entry.schedule_pence ?? {});
  if (heads.length === 0)
    return null;
  return (
    <>
      <WideTable caption={`Core costs, a ${category.price_unit}`} firstCellIsHeader
        head={[{ text: 'Cost head' }, { text: 'Amount', format: 'numeric' }]}
        rows={[
          ...heads.map(({ code, name }) => [{ text: name }, { text: money(entry.core_pence[code]!), format: 'numeric' as const }]),
          [{ text: <strong>Together</strong> }, { text: <strong>{money(sum)}</strong>, format: 'numeric' as const }],
        ]} />
      <Facts
        of={[
          ['Highest core cost admitted', cap === null ? 'No cap' : `${money(cap)} a ${category.price_unit}`],
          offers.length > 0 && ['Offered besides', offers.map(([code, pence]) => {
            const schedule = category.schedules?.find((one) => one.code === code);
            return <>{`${schedule?.name ?? code}: ${money(pence)} a ${schedule?.unit ?? 'unit'}`}<br /></>;
          })],
          entry.discounts.length > 0 && ['Discounts', entry.discounts.map(({ from_child, percent }) =>
            <>{`${percent} % from child ${from_child}`}<br /></>)],
          entry.dfe_number !== null && ['Number of the Department for Education', entry.dfe_number],
        ]}
      />
    </>
  );
}

function Overview({ data, reload, me }: View<Before>) {
  const { application, listed, entry, category, assessment } = data;
  const open = isOpen(data);
  return (
    <ApplicationFrame application={application} entry={listed}>
      <Facts
        of={[
          ['State', <EntryTag state={entry.state} />],
          ['Category', category.name],
          ['Answers', plural(Object.keys(entry.requirements).length, 'requirement') + ', '
            + plural(Object.keys(entry.statements).length, 'statement')],
          assessment && ['Carried score', `${assessment.data.core_score.toFixed(4)} of 100`],
          entry.withdrawal_reason !== null && ['Withdrawn because', entry.withdrawal_reason],
          entry.accreditation_id !== null && ['Accreditation',
            <a class="govuk-link" href={`/lead/accreditations/${entry.accreditation_id}/`}>See the accreditation</a>],
        ]}
      />
      {open && application.state === 'information_requested' && (
        <p class="govuk-body">
          <Tag classes="govuk-tag--yellow">Waits for the provider</Tag>{' '}
          <a class="govuk-link" href={addressOf(application.id, 'information')}>What was asked</a>
        </p>
      )}
      {open && <h2 class="govuk-heading-m">Before the decision</h2>}
      {open && <Steps entry={data} />}
      <Outcome of={data} reload={reload} me={me} />
      <Costs entry={data} />
      {open && <OfficialRecord of={data.official} />}
      {!open && assessment && (
        <Button href={entryAddress(application.id, entry.id, 'assessment')} classes="govuk-button--secondary">
          See answers and assessment
        </Button>
      )}
    </ApplicationFrame>
  );
}

void screen({ load: ({ ids }) => load(ids), title: homeIn, view: Overview });
