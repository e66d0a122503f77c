// standing.tsx - what is on record of an accredited home since it was accredited.
// SPDX-License-Identifier: Apache-2.0
import { api, body, everything, type Schemas } from '#api/client.ts';
import { Tag } from '#components/index.ts';
import { WideTable } from '#lists/wide-table.tsx';
import { inWords, onDay } from '#site/words.ts';
import { type Uplift, upliftsOf } from './uplift.tsx';

export interface OnRecord {
  conditions: Schemas['Condition'][];
  audits: Schemas['AccreditationAudit'][];
  reviews: Schemas['ScoreReview'][];
  uplifts: Uplift[];
  figures: Schemas['Figures'];
}

export async function onRecord(accreditation_id: string): Promise<OnRecord> {
  const path = { accreditation_id };
  const pages = (cursor: string | undefined) => ({ params: { path, query: { cursor } } });
  const [conditions, audits, reviews, uplifts, figures] = await Promise.all([
    everything((cursor) => body(api.GET('/v1/accreditations/{accreditation_id}/conditions', pages(cursor)))),
    everything((cursor) => body(api.GET('/v1/accreditations/{accreditation_id}/audits', pages(cursor)))),
    everything((cursor) => body(api.GET('/v1/accreditations/{accreditation_id}/score-reviews', pages(cursor)))),
    upliftsOf(accreditation_id),
    body(api.GET('/v1/accreditations/{accreditation_id}/figures', { params: { path } })),
  ]);
  return { conditions, audits, reviews, uplifts, figures };
}

export function ConditionTag({ condition: { met_on, overdue } }: { condition: Schemas['Condition'] }) {
  if (met_on !== null)
    return <Tag classes="govuk-tag--green">{`Met on ${onDay(met_on)}`}</Tag>;
  return overdue ? <Tag classes="govuk-tag--red">Overdue</Tag> : <Tag classes="govuk-tag--blue">Open</Tag>;
}

export function Audits({ audits }: { audits: Schemas['AccreditationAudit'][] }) {
  return (
    <WideTable caption="Audits" firstCellIsHeader head={[{ text: 'Day' }, { text: 'Found' }, { text: 'Remark' }]}
      rows={audits.map(({ on, outcome, note }) => [
        { text: onDay(on) },
        { text: <Tag classes={outcome === 'passed' ? 'govuk-tag--green' : 'govuk-tag--red'}>{inWords(outcome)}</Tag> },
        { text: note },
      ])} />
  );
}
