// task-list.tsx - a draft application, part by part.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';
import { Button, type Task, TaskList } from '#components/index.ts';
import { plural } from '#site/words.ts';
import {
  type ApplicationEntry, applicationAddress, type Applied, askedNow, asksCosts, entryAddress, fillable, missingAt,
} from './applied.ts';
import { EntryTag } from './tags.tsx';

const statusOf = (missing: number): Task['status'] => (missing === 0 ? { text: 'Completed' }
  : { tag: { text: `${missing} to answer`, classes: 'govuk-tag--blue' } });

function entryTasks({ application, categories, missing }: Applied, entry: ApplicationEntry, at: number): Task[] {
  const category = categories.get(entry.category_id)!;
  const address = entryAddress(application.id, entry.id);
  const lacks = (...parts: string[]) => statusOf(missing ? missingAt(missing, at, ...parts).length : 0);
  const requirements = askedNow(category, entry.state, category.requirements);
  const tasks: Task[] = [];
  if (requirements.length > 0 || category.dfe_registration)
    tasks.push({
      title: { text: 'Requirements' }, href: `${address}requirements/`, status: lacks('requirements', 'dfe_number'),
      hint: { text: `${plural(requirements.length, 'question')}; each has to be met` },
    });
  for (const { code, question, weight } of askedNow(category, entry.state, category.statements))
    tasks.push({
      title: { text: question }, href: `${address}statements/?question=${code}`, status: lacks(`statements/${code}`),
      hint: { text: `A text that is scored 0 to 5; ${weight} of 100 points` },
    });
  if (asksCosts(category, entry.state))
    tasks.push({ title: { text: 'Core costs' }, href: `${address}costs/`, status: lacks('core_pence'), hint: capHint(missing, entry) });
  const evidence = category.evidence.filter(({ due }) => due === 'entry');
  if (evidence.length > 0 && asksCosts(category, entry.state))
    tasks.push({
      title: { text: 'Documents' }, href: `/provider/documents/?application=${application.id}`, status: lacks('evidence'),
      hint: { text: 'Shown once, good for all your applications' },
    });
  return tasks;
}

function capHint(missing: Schemas['Missing'] | null, { id }: ApplicationEntry): Task['hint'] {
  const cap = missing?.caps.find(({ entry_id }) => entry_id === id);
  return cap && !cap.within ? { text: cap.bars ? 'Above the cap: the home cannot be admitted so'
    : 'Above the cap: each bid has to be below it' } : undefined;
}

export function Tasks({ applied, common }: { applied: Applied; common: number }) {
  const { application, categories, missing } = applied;
  const address = applicationAddress(application.id);
  const first = application.state === 'draft';
  return (
    <>
      {first && (
        <>
          <h2 class="govuk-heading-m">About you</h2>
          <TaskList idPrefix="about" items={[
            {
              title: { text: 'Who applies, and what has to be declared' }, href: `${address}declarations/`,
              hint: { text: 'Alone or with others; notices served; grounds of exclusion' }, status: { text: 'Optional' },
            },
            common > 0 && {
              title: { text: 'Answer once for all homes' }, href: `${address}common/`,
              hint: { text: `${plural(common, 'question')} that several homes are asked alike` }, status: { text: 'Optional' },
            },
          ]} />
        </>
      )}
      {application.entries.map((entry, at) => fillable(entry) && (
        <section key={entry.id} aria-labelledby={`entry-${entry.id}`}>
          <h2 class="govuk-heading-m" id={`entry-${entry.id}`}>
            {`${entry.establishment_name}: ${categories.get(entry.category_id)!.name}`}
            {entry.state === 'stage_2' && <>{' '}<EntryTag state={entry.state} /></>}
          </h2>
          <TaskList idPrefix={`entry-${at}`} items={entryTasks(applied, entry, at)} />
          {first && (
            <p class="govuk-body">
              <a class="govuk-link" href={`${entryAddress(application.id, entry.id)}remove/`}>
                Take it out<span class="govuk-visually-hidden">{` of the application: ${entry.establishment_name}, ${categories.get(entry.category_id)!.name}`}</span>
              </a>
            </p>
          )}
          {entry.state === 'stage_2' && (
            <p class="govuk-body">
              <a class="govuk-link" href={`${entryAddress(application.id, entry.id)}submit/`}>Check and send in the second stage</a>
            </p>
          )}
        </section>
      ))}
      {first && (
        <>
          {application.entries.length === 0 && <p class="govuk-body">No home is in this application.</p>}
          <Button href={`${address}entries/new/`} classes="govuk-button--secondary">Add a home</Button>
          <h2 class="govuk-heading-m">Send it in</h2>
          <TaskList idPrefix="send" items={[{
            title: { text: 'Check your answers and send the application in' },
            href: missing?.complete ? `${address}submit/` : undefined,
            status: missing?.complete ? { tag: { text: 'Ready', classes: 'govuk-tag--green' } }
              : { text: 'Cannot start yet', classes: 'govuk-task-list__status--cannot-start-yet' },
          }]} />
        </>
      )}
    </>
  );
}
