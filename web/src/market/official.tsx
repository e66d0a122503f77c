// official.tsx - what inspectorates and regulators have said of a home.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { frameworkName, inspectorates, inWords, onDay, regulators } from '#site/words.ts';

export interface Official {
  ratings: Schemas['HomeRating'][];
  registrations: Schemas['HomeRegistration'][];
}

export async function officialOf(establishment_id: string): Promise<Official> {
  const pages = (cursor: string | undefined) => ({ params: { path: { establishment_id }, query: { cursor, limit: 100 } } });
  const [ratings, registrations] = await Promise.all([
    everything((cursor) => body(api.GET('/v1/establishments/{establishment_id}/ratings', pages(cursor)))),
    everything((cursor) => body(api.GET('/v1/establishments/{establishment_id}/registrations', pages(cursor)))),
  ]);
  return { ratings, registrations };
}

const sources: Record<Schemas['FactSource'], string> = { lead: 'A lead authority', register: 'The published register' };

// Whoever wrote it may have given an address; nothing else becomes a link.
function Reference({ text }: { text: string | null }) {
  return text?.startsWith('https://') ? <a class="govuk-link" rel="noreferrer nofollow" href={text}>{text}</a> : <>{text ?? '–'}</>;
}

function Ratings({ ratings }: Pick<Official, 'ratings'>) {
  if (ratings.length === 0)
    return <p class="govuk-body">No report of an inspection is recorded.</p>;
  return (
    <WideTable caption="Ratings, the newest first" firstCellIsHeader
      head={[{ text: 'Given on' }, { text: 'By' }, { text: 'For' }, { text: 'Grade' }, { text: 'Recorded by' }, { text: 'Where to look' }]}
      rows={ratings.map(({ on, regulator, framework, area, grade, source, source_reference }) => [
        { text: onDay(on) }, { text: `${inspectorates[regulator]}: ${frameworkName(framework)}` }, { text: inWords(area) },
        { text: <strong>{inWords(grade)}</strong> }, { text: sources[source] }, { text: <Reference text={source_reference} /> },
      ])} />
  );
}

function Registrations({ registrations }: Pick<Official, 'registrations'>) {
  if (registrations.length === 0)
    return <p class="govuk-body">Nothing is recorded about its registration.</p>;
  return (
    <WideTable caption="Registrations, the newest first" firstCellIsHeader
      head={[{ text: 'From' }, { text: 'With' }, { text: 'State' }, { text: 'Recorded by' }, { text: 'Where to look' }]}
      rows={registrations.map(({ from, regulator, state, source, source_reference }) => [
        { text: onDay(from) }, { text: regulators[regulator] },
        { text: <Tag classes={state === 'registered' ? 'govuk-tag--green' : 'govuk-tag--red'}>{registrationStates[state]}</Tag> },
        { text: sources[source] }, { text: <Reference text={source_reference} /> },
      ])} />
  );
}

export const registrationStates: Record<Schemas['RegistrationState'], string> = {
  registered: 'On the register', lapsed: 'Not on the register',
};

export function OfficialRecord({ of }: { of: Official }) {
  return (
    <>
      <h2 class="govuk-heading-m">What regulators say of the home</h2>
      <Ratings {...of} />
      <Registrations {...of} />
    </>
  );
}
